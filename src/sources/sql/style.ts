import type { Span } from '../../text/place.ts';

/** What a tool's words inside a file mean. */
export interface Style {
  /** The lines that part a file by direction; the first kind that a file has counts. */
  readonly sections?: readonly SectionStyle[];
  /** Stretches that go out as one string whatever they hold. */
  pieces?(sql: string): readonly Span[];
  /** The writer asks for no transaction around the whole file. */
  alone?(file: { readonly text: string; readonly path: string; read(path: string): string }): boolean;
  /** A file holds several migrations, as Liquibase's formatted SQL does. */
  readonly changesets?: boolean;
  /** Comments such as `-- revises: 001` are Phasewise's own declarations. */
  readonly declares?: boolean;
}

/** One way to part a file in upgrade and downgrade. */
export type SectionStyle =
  | {
    readonly kind: 'markers';
    /** As one writes the first: "-- migrate:up". */
    readonly up: string;
    /** A comment that begins a direction. Groups: the direction, and what else the line says. */
    readonly marker: RegExp;
    /** What the rest of a marker's line says about a transaction. */
    readonly transaction?: { readonly yes: RegExp; readonly no: RegExp };
    /** What becomes of statements above the first marker. */
    readonly preface: 'refused' | 'ignored';
    /** Each section goes out as a string of its own. */
    readonly pieces?: boolean;
  }
  | {
    readonly kind: 'divider';
    /** The comment between the way up and the way down. */
    readonly divider: RegExp;
    /** What asks for no transaction, in each half for itself. */
    readonly alone: RegExp;
  };
