import type { Colors } from 'picocolors/types.js';
import type { Review } from '../project/review.ts';
import type { About } from '../rule/rule.ts';

/** What a format may know beside the reviews. */
export interface Context {
  readonly rules: readonly About[];
  /** Of Phasewise. */
  readonly version: string;
  readonly colors: Colors;
  /** Width of the terminal. */
  readonly columns: number;
  /** Paths are said relative to this folder; absolute, `/` between the names. */
  readonly cwd: string;
  /** The address before a path of a file as a code host shows it: "https://github.com/acme/shop/blob/8f3e2a1/". */
  readonly host?: string;
}

/** A way to say reviews. The text ends in a line end, or is empty. */
export interface Format extends Named {
  /** Says reviews as they come and lets go of them: a repository may hold many projects. */
  begin(context: Context): Report;
  render(reviews: readonly Review[], context: Context): string;
}

/** What is said so far. */
export interface Report {
  add(review: Review): void;
  /** The whole text. */
  end(): string;
}

interface Named {
  /** As typed after `--format`. */
  readonly name: string;
  /** It is read by code hosts, which count paths from the root of the repository, wherever in it the command ran. */
  readonly fromRoot?: true;
}

interface Definition<Part> extends Named {
  /** All that is said of one review. */
  of(review: Review, context: Context): Part;
  together(parts: readonly Part[], context: Context): string;
}

export function defineFormat<Part>({ of, together, ...named }: Definition<Part>): Format {
  return {
    ...named,
    begin(context) {
      const parts: Part[] = [];
      return {
        add(review) { parts.push(of(review, context)); },
        end: () => together(parts, context),
      };
    },
    render: (reviews, context) => together(reviews.map((review) => of(review, context)), context),
  };
}
