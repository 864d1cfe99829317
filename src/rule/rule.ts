import type { Kind, OperationOf } from '../operations/operation.ts';
import type { Finding } from './finding.ts';
import type { Situation } from './situation.ts';

/** What everything is made from that speaks about a rule: reports, `explain`, pages, SARIF, ESLint. */
export interface About {
  /** The file's name; reads well after "allow". */
  readonly name: string;
  /** One imperative sentence. */
  readonly summary: string;
  /** Who is hurt, for how long, and why PostgreSQL does that. */
  readonly why: string;
  /** core: on, error. warn: on, warning. opt-in: off. */
  readonly pack: 'core' | 'warn' | 'opt-in';
  readonly since: string;
  readonly manual: readonly string[];
  /** Rules whose finding on the same operation makes this one's superfluous. */
  readonly yieldsTo?: readonly string[];
}

/** A rule looks at one operation at a time and answers with findings. */
export interface Rule extends About {
  readonly on: readonly Kind[];
  check(operation: OperationOf<Kind>, here: Situation): readonly Finding[];
}

interface Definition<K extends Kind> extends About {
  readonly on: readonly K[];
  check(operation: OperationOf<K>, here: Situation): readonly Finding[];
}

/** Gives a rule whose `check` receives just the kinds it names. */
export function defineRule<const K extends Kind>(definition: Definition<K>): Rule {
  const { on } = definition;
  const concerns = (operation: OperationOf<Kind>): operation is OperationOf<K> =>
    (on as readonly Kind[]).includes(operation.kind);
  return {
    ...definition,
    check: (operation, here) => (concerns(operation) ? definition.check(operation, here) : []),
  };
}
