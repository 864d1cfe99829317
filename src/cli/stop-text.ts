import type { Project } from '../project/project.ts';
import { locationOf } from '../report/location.ts';
import { printable } from '../report/printable.ts';
import { hanging, proseWidth, wordsOf } from '../report/wrap.ts';
import { titled } from '../revisions/revision.ts';
import type { Blocker } from '../run/blockers.ts';
import type { InvalidIndex } from '../run/invalid-index.ts';
import type { PlannedStatement } from '../run/plan.ts';
import { statementsOf } from '../run/plan.ts';
import type { Outcome, Stop } from '../run/stop.ts';
import { quoteQualified } from '../sql/quote.ts';
import { blockerText, endItCommand } from './blockers-text.ts';
import { durationText } from './duration-text.ts';
import type { Io } from './io.ts';
import { shellWord } from './shell-word.ts';

type Stopped = Extract<Outcome, { kind: 'stopped' }>;

/** Why a run stopped, what stays and what does not, and the way out; in lines. */
export function stopText(stopped: Stopped, position: string | undefined, project: Project, io: Io): string {
  const { script, because } = stopped;
  const revision = script ? titled(script.step.revision) : undefined;
  return [...whyLines(because, revision, project, io), ...builtLines(stopped), ...fateLines(stopped, position)].map((line) => lineText(line, io)).join('\n').concat('\n');
}

/** A sentence, the blanks before it its indent; or one that ends in what is to be copied. */
type Line = string | { readonly text: string; readonly whole: string };

/** Deeper than any line begins. */
const FURTHER = '    ';

function lineText(line: Line, { columns }: Io): string {
  const { text, whole } = typeof line === 'string' ? { text: line, whole: undefined } : line;
  const indent = /^ */.exec(text)?.[0] ?? '';
  return hanging([...wordsOf(printable(text)), ...(whole === undefined ? [] : [printable(whole)])], proseWidth(columns), indent, FURTHER);
}

function whyLines(because: Stop, revision: string | undefined, project: Project, io: Io): readonly Line[] {
  const at = (statement: PlannedStatement | undefined) => statement === undefined ? '' : ` at ${statement.words} (${placeText(statement, project, io)})`;
  switch (because.kind) {
    case 'failed': {
      const { said, statement, leftBehind } = because;
      return [
        `${revision} failed${statement === undefined ? ' at its end' : at(statement)}: ${said.message} (SQLSTATE ${said.code})`,
        ...(said.detail ?? '').split('\n').filter((line) => line !== '').map((line) => `  ${line}`),
        ...(said.hint === undefined ? [] : [`  Hint: ${said.hint}`]),
        ...leftBehind.flatMap(invalidLines),
      ];
    }
    case 'invalid index':
      return [`${revision} stopped${at(because.statement)}: PostgreSQL took it for done, but the index is of no use.`, ...because.indexes.flatMap(invalidLines)];
    case 'no lock':
      return [
        `${revision} stopped${at(because.statement)}: no lock in ${because.tries} ${because.tries === 1 ? 'try' : 'tries'}, in which others waited ${durationText(because.waited)} in all.`,
        ...because.blockers.map((blocker) => `  ${blockerText(blocker)}.`),
        ...endItLines(because.blockers),
      ];
    case 'lost':
      return [`${revision ?? 'The run'} stopped${at(because.statement)}: the connection to the database was lost.`, ...lostLines(because)];
    case 'rows':
      return [`${revision} stopped at the version table: ${because.message}`];
    case 'not judged':
      return [
        `${revision} stopped before ${because.statement.words} (${placeText(because.statement, project, io)}): its condition holds in this database, and by what the migrations tell it does not.`,
        '  Something was made or taken away by hand, so what this does here was not judged. Bring the database back to what the migrations tell, or state the condition in SQL.',
      ];
    case 'unforeseen':
      return [
        `${revision} stopped before ${because.statement.words} (${placeText(because.statement, project, io)}): this database has that constraint, and by what the migrations tell it does not.`,
        '  Something was made by hand, so what this does here was not judged. Bring the database back to what the migrations tell, or write out the names of the constraints that are meant.',
      ];
    case 'delegate failed': {
      const { delegate: { name, command }, end } = because;
      if (end.kind === 'ended') return [`${revision} stopped: ${name}, to which it was left, ended with ${end.code === null ? 'a signal' : `exit code ${end.code}`}.`];
      return [`${revision} stopped: cannot start ${command}: ${end.because}. Say in phasewise.toml how ${name} is called: [alembic] command = ["poetry", "run", "alembic"].`];
    }
    case 'delegate elsewhere': {
      const { delegate: { name }, table, expected, now } = because;
      const rows = (ids: readonly string[]) => (ids.length === 0 ? 'nothing' : ids.join(', '));
      return [
        `${revision} stopped: ${name} ended well, but ${table} of this database holds ${rows(now)} where ${rows(expected)} was to be.`,
        '  env.py connects to another database, or keeps another version table. Look at both before you run anything again.',
      ];
    }
    case 'interrupted':
      return [revision === undefined ? 'Interrupted between two scripts.' : `Interrupted in ${revision}${at(because.statement)}.`, ...because.leftBehind.flatMap(invalidLines)];
  }
}

/**
 * A run that is cut off leaves its last statement to the server, which may bring a build to its end without us; then all
 * of the script is done and nothing says so.
 */
function builtLines({ script, because }: Stopped): readonly Line[] {
  if (because.kind !== 'failed' || because.said.code !== DUPLICATE || because.leftBehind.length > 0) return [];
  const builds = because.statement?.operations.some((operation) => operation.kind === 'create index' && operation.concurrently) ?? false;
  if (!script || !builds || statementsOf(script).length !== 1) return [];
  const { id } = script.step.revision;
  return [{ text: `  If that is the index of ${id}, brought to its end after a run was cut off, say so:`, whole: `phasewise stamp ${shellWord(id)}` }];
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html: duplicate_table, which an index is too. */
const DUPLICATE = '42P07';

function lostLines({ fate, statement }: Extract<Stop, { kind: 'lost' }>): readonly string[] {
  switch (fate) {
    case 'committed': return ['  The server had committed its transaction before; nothing of it is missing.'];
    case 'rolled back': return [];
    case 'unknown': return [statement === undefined
      ? '  Nobody knows whether the last transaction was committed. Look at `phasewise current` before you run it again.'
      : '  The server may still be at work on it, or have finished it. Look at the database before you run it again.'];
  }
}

/** `position`: where the database stands now, as far as it could still be asked. */
function fateLines({ script, because, stays, applied }: Stopped, position: string | undefined): readonly string[] {
  const ids = applied.map(({ step }) => step.revision.id).join(', ');
  const done = applied.length === 0 ? '' : ` ${ids} ${applied.length === 1 ? 'stays' : 'stay'} ${word(applied[0]?.step.direction ?? 'up')}.`;
  const at = `${position === undefined ? '' : ` The database is ${position}.`}${done}`;
  if (!script) return at === '' ? [] : [` ${at}`];
  if (because.kind === 'lost' && because.fate !== 'rolled back') return at === '' ? [] : [` ${at}`];
  const { revision, direction } = script.step;
  if (stays.length > 0) {
    return [
      `  Of ${revision.id} these statements stay, because they were committed before: ${stays.map(({ words }) => words).join('; ')}.`,
      `  ${revision.id} is not recorded as ${word(direction)}, and another run begins it anew: undo first what stays, or make it repeatable (IF NOT EXISTS).${at}`,
    ];
  }
  if (because.kind === 'delegate failed' && because.end.kind === 'not started') return [`  Nothing of ${revision.id} was run.${at}`];
  if (script.delegated) return [`  ${revision.id} is not recorded as ${word(direction)} by Phasewise; whether anything of it stays is for its own tool to say.${at}`];
  const alone = script.parts.every(({ kind }) => kind === 'outside');
  return [`  ${alone ? `${revision.id} is not recorded as ${word(direction)}.` : `Nothing of ${revision.id} stays: its transaction was rolled back.`}${at}`];
}

function word(direction: 'up' | 'down'): string {
  return direction === 'up' ? 'applied' : 'undone';
}

function endItLines(blockers: readonly Blocker[]): readonly Line[] {
  const whole = endItCommand(blockers);
  return whole === undefined ? [] : [{ text: '  End it yourself:', whole }];
}

function invalidLines(index: InvalidIndex): readonly Line[] {
  const name = quoteQualified(index);
  const text = `  The index ${name} is invalid: PostgreSQL keeps it, and no query uses it. Remove it, then run again:`;
  return [{ text, whole: `DROP INDEX CONCURRENTLY ${name}` }];
}

function placeText({ place }: PlannedStatement, project: Project, io: Io): string {
  const { path, start } = locationOf(place, project, io.cwd);
  return `${path}:${start.line}:${start.column}`;
}
