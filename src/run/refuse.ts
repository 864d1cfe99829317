import { isUndecidable } from '../migrations/condition.ts';
import type { Statement } from '../migrations/migration.ts';
import type { PlannedStatement } from './plan.ts';
import type { PartStep, Refused } from './parts.ts';

/** What in a step could only be run by guessing. */
export function unrunnable(step: PartStep): readonly Refused[] {
  if (step.kind === 'boundary') return [];
  if (step.kind === 'unread') return [{ kind: 'unread', message: step.reason, place: step.place }];

  const { statement, fact, planned: { place, words } } = step;
  const refused: Refused[] = [];
  const refuse = (kind: Refused['kind'], message: string) => refused.push({ kind, message, place });
  if (statement.standIns.length > 0 && !statement.each) refuse('stand-in', withStandIns(words, statement));
  if (statement.repeats) refuse('loop', `\`${words}\` stands in a loop, and Phasewise does not know how often it runs; write its statements out.`);
  if (isUndecidable(statement.when)) refuse('condition', `\`${words}\` runs only under a condition that only Python decides; state it in SQL: with IF EXISTS or IF NOT EXISTS, in WHERE, or in a DO block.`);
  if (fact?.reading.error) refuse('syntax', `PostgreSQL cannot read it: ${fact.reading.error.message.replace(/\.$/, '')}.`);
  return refused;
}

function withStandIns(words: string, { standIns }: Statement): string {
  const written = [...new Set(standIns.flatMap((standIn) => standIn.written ?? []))];
  const [first] = written;
  if (first === undefined) return `\`${words}\` holds values that only a query or the environment tells; write them out, or state what the environment holds in phasewise.toml: [alembic.constants] "os.environ.NAME" = "…".`;
  if (first === 'stdin') return `\`${words}\` takes its rows from the lines below it, which only psql sends; run it with psql, or write INSERTs.`;
  const names = written.map((word) => `\`${word}\``).join(', ');
  return `\`${words}\` holds ${names}, which only the tool that the file is written for fills in; state the value${written.length === 1 ? '' : 's'} under [placeholders] in phasewise.toml, or write ${written.length === 1 ? 'it' : 'them'} out.`;
}

export function mixed({ words, place }: PlannedStatement): Refused {
  return {
    kind: 'mixed',
    place,
    message: `\`${words}\` cannot run inside a transaction, and the script it is in has one; put it into a revision of its own, or say where the transaction ends.`,
  };
}

/** `does`: what a BEGIN, COMMIT or ROLLBACK does that it may not: "opens a transaction that …". */
export function unbalanced({ words, place }: PlannedStatement, does: string): Refused {
  return { kind: 'transaction-control', place, message: `\`${words}\` ${does}; each script is run as a transaction already, so take it out.` };
}

export function besideOwn({ words, place }: PlannedStatement): Refused {
  return {
    kind: 'transaction-control',
    place,
    message: `\`${words}\` opens a transaction for a part of the script only; take it and its COMMIT out, since each script is run as a transaction already, or opt the script out of that.`,
  };
}
