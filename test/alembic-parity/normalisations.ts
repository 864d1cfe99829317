import { meaningOf } from './statements.ts';

/**
 * A difference between what Alembic prints and what Phasewise prints that is decided. It is undone in Alembic's statements,
 * and only where they differ from ours without it; what is then still different is a defect.
 */
export interface Normalisation {
  readonly name: string;
  /** Alembic's statements without the difference; `ours`: those that they are compared with. */
  undone(theirs: readonly string[], ours: readonly string[]): readonly string[];
}

const perStatement = (undo: (statement: string) => string): Normalisation['undone'] => (theirs, ours) =>
  theirs.map((statement, at) => {
    const [other, undone] = [ours[at], undo(statement)];
    return other !== undefined && !same(statement, other) && same(undone, other) ? undone : statement;
  });

export const NORMALISATIONS: readonly Normalisation[] = [
  { name: 'offline, a backslash in a constant is doubled', undone: perStatement((statement) => statement.replaceAll('\\\\', '\\')) },
  { name: 'offline, a percent sign is doubled unless env.py names the parameters', undone: perStatement((statement) => statement.replaceAll('%%', '%')) },
  { name: 'what SQLAlchemy holds in a set has no order: the indexes of one create_table, the constraints of one add_column', undone: inOurOrder },
  { name: 'which row of a merge stays is chance', undone: withOurRow },
  { name: 'before 1.9 a downgrade to base drops the version table', undone: withoutLastDrop },
];

export function same(one: string, other: string): boolean {
  if (one === other) return true;
  const meaning = meaningOf(one);
  return meaning !== undefined && meaning === meaningOf(other);
}

/** Rows of statements that a set gave, as ours are ordered, if they are the same statements. */
function inOurOrder(theirs: readonly string[], ours: readonly string[]): readonly string[] {
  const ordered = [...theirs];
  for (let at = 0; at < theirs.length; at++) {
    const pattern = setAfter(theirs[at] ?? '');
    if (!pattern) continue;
    let end = at + 1;
    while (pattern.test(theirs[end] ?? '')) end++;
    const [their, our] = [theirs.slice(at + 1, end), ours.slice(at + 1, end)];
    if ([...their].sort().join(';') === [...our].sort().join(';')) ordered.splice(at + 1, our.length, ...our);
  }
  return ordered;
}

/** What may follow this statement in any order. */
function setAfter(statement: string): RegExp | undefined {
  const [, created] = /^CREATE TABLE (?:IF NOT EXISTS )?(\S+) \(/.exec(statement) ?? [];
  if (created !== undefined) return new RegExp(`^CREATE (?:UNIQUE )?INDEX (?:IF NOT EXISTS )?\\S+ ON ${escaped(created)} `);
  const [, altered] = /^ALTER TABLE (\S+) ADD COLUMN /.exec(statement) ?? [];
  return altered === undefined ? undefined : new RegExp(`^ALTER TABLE ${escaped(altered)} ADD (?:CONSTRAINT \\S+ )?(?:UNIQUE|FOREIGN KEY|CHECK)`);
}

function escaped(text: string): string {
  return text.replace(/[.$"]/g, '\\$&');
}

const ROW = /^(?:DELETE FROM (?<of>\S+) WHERE \S+ = '(?<one>\w+)'|INSERT INTO (?<into>\S+) \(version_num\) VALUES \('(?<made>\w+)'\).*|UPDATE (?<in>\S+) SET version_num='(?<to>\w+)' WHERE \S+ = '(?<from>\w+)')$/;

/** Of two rows that become one, or of one that becomes two, either may be the one that is updated. */
function withOurRow(theirs: readonly string[], ours: readonly string[]): readonly string[] {
  const ordered = [...theirs];
  for (let at = 0; at + 1 < theirs.length; at++) {
    const [their, our] = [theirs.slice(at, at + 2), ours.slice(at, at + 2)];
    if (ending(their) !== undefined && ending(their) === ending(our)) ordered.splice(at, 2, ...our);
  }
  return ordered;
}

/** What a DELETE or INSERT with the UPDATE after it changes, the two revisions of the branches in one order; undefined: something else. */
function ending(statements: readonly string[]): string | undefined {
  const [first, second] = statements.map((statement) => ROW.exec(statement)?.groups);
  if (!first || second?.['in'] === undefined) return undefined;
  if (first['one'] !== undefined) return `${first['of'] ?? ''}: ${[first['one'], second['from']].sort().join('+')} to ${second['to'] ?? ''}`;
  if (first['made'] !== undefined) return `${first['into'] ?? ''}: ${second['from'] ?? ''} to ${[first['made'], second['to']].sort().join('+')}`;
  return undefined;
}

/** It is the last statement, in the last transaction or behind it. */
function withoutLastDrop(theirs: readonly string[], ours: readonly string[]): readonly string[] {
  const at = theirs.lastIndexOf('DROP TABLE alembic_version');
  const isLast = theirs.slice(at + 1).every((statement) => statement === 'COMMIT');
  return at >= 0 && isLast && theirs.length === ours.length + 1 ? theirs.toSpliced(at, 1) : theirs;
}
