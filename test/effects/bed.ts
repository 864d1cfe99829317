import type { Catalog } from '../../src/catalog/catalog.ts';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import { effectsOf } from '../../src/effects/effects.ts';
import type { Major, StatementEffects } from '../../src/effects/effect.ts';
import type { Operation } from '../../src/operations/operation.ts';
import { readStatement } from '../../src/operations/read.ts';
import { newSession } from '../../src/session/connection.ts';
import type { Session } from '../../src/session/session.ts';
import { split } from '../../src/sql/split.ts';

/** A catalog and a session to which statements are sent, one after the other. */
export interface Bed { readonly catalog: Catalog; readonly session: Session; readonly statements: number }

export function emptyBed(complete = true): Bed {
  return { catalog: emptyCatalog({ complete }), session: newSession({ settings: {} }), statements: 0 };
}

export function operationsOf(sql: string): readonly Operation[] {
  const { operations, error } = readStatement(sql);
  if (error) throw new Error(`${error.message} ${sql}`);
  return operations;
}

export function statementsOf(sql: string): readonly string[] {
  return split(sql).pieces.map(({ start, end }) => sql.slice(start, end));
}

export function send(bed: Bed, ...texts: readonly string[]): Bed {
  return texts.flatMap(statementsOf).reduce(({ catalog, session, statements }, sql) => {
    const operations = operationsOf(sql);
    const birth = { script: 'before', transaction: undefined, statement: statements } as const;
    return { catalog: catalog.after(operations, birth, session), session: session.after(operations), statements: statements + 1 };
  }, bed);
}

/** The effects of one statement on a bed. */
export function effectsOn({ catalog, session }: Bed, sql: string, major: Major = 18): StatementEffects {
  return effectsOf(operationsOf(sql), catalog, session, major);
}
