import { MAJORS, LOCK_MODES } from '../../src/effects/effect.ts';
import type { Major } from '../../src/effects/effect.ts';
import { USES, conflicts } from '../../src/effects/conflicts.ts';
import { readForms, readGroups } from './form.ts';
import type { Group } from './form.ts';
import { rowsOf } from './page-rows.ts';
import { testbed } from './predict.ts';
import { readRecording } from './recordings.ts';

/** docs/postgres-locks.md: all forms, as recorded. */
export function lockPage(): string {
  const recordings = new Map(MAJORS.map((major) => [major, readRecording(major)]));
  const groups = readGroups();
  const bed = testbed();
  const versions = MAJORS.map((major) => recordings.get(major)?.server ?? String(major));
  return [
    '# What PostgreSQL locks', '',
    'Made by `npm run generate` from recordings of real servers (`fixtures/postgres/`); not written by hand, and not from memory.', '',
    `Each of these ${readForms().length} statements was run on PostgreSQL ${versions.slice(0, -1).join(', ')} and ${versions.at(-1)}, while other sessions`,
    'looked at what it locks, tried to read and write beside it, and stood in its way where it waits for others.', '',
    '## Contents', '',
    '- [How to read it](#how-to-read-it)', '- [Which locks conflict](#which-locks-conflict)', '- [The tables](#the-tables)',
    ...groups.map(({ title, forms }) => `- [${title}](#${anchorOf(title)}) (${forms.length})`), '',
    HOW_TO_READ, '', ...conflictTable(), '', THE_TABLES, '',
    ...groups.flatMap((group) => section(group, bed, recordings)),
    HOW_IT_WAS_MEASURED, '',
  ].join('\n');
}

function section({ title, forms }: Group, bed: Parameters<typeof rowsOf>[1], recordings: ReadonlyMap<Major, ReturnType<typeof readRecording>>): readonly string[] {
  return [
    `## ${title}`, '',
    '| statement | locks | who must wait | work | remarks |', '|---|---|---|---|---|',
    ...forms.flatMap((form) => rowsOf(form, bed, (major) => recordings.get(major)?.forms[form.id])), '',
  ];
}

/** As GitHub makes it of a heading. */
function anchorOf(title: string): string {
  return title.toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-');
}

function conflictTable(): readonly string[] {
  const uses = Object.entries(USES);
  return [
    '## Which locks conflict', '',
    'A lock that is held (left) makes everybody wait who asks for one of the others (top), until the transaction that holds it ends.', '',
    `| held | ${LOCK_MODES.map((mode) => mode.split(' ').join('<br>')).join(' | ')} |`,
    `|---|${LOCK_MODES.map(() => ':-:|').join('')}`,
    ...LOCK_MODES.map((held) => `| ${held} | ${LOCK_MODES.map((wanted) => (conflicts(held, wanted) ? '✕' : '')).join(' | ')} |`), '',
    'What an application asks for, on a table and on each of its indexes:', '',
    '| statement | lock |', '|---|---|',
    ...uses.map(([use, mode]) => `| ${use === 'FK check' ? 'FK check (a row that references the table is written)' : use} | ${mode} |`),
  ];
}

const HOW_TO_READ = `## How to read it

| column | says |
|---|---|
| statement | what was run; *after*: what was run and committed before it. Statements joined by \`;\` ran in one transaction. Where majors differ, each behaviour has a row of its own. |
| locks | the strongest lock on each relation that was there before. It lasts until the transaction ends. An index is named where its lock is stronger than its table's. |
| who must wait | what other sessions could not do meanwhile, because of the table or of another that it leads to, such as a partition: *everything* is SELECT, INSERT, UPDATE, DELETE and FK checks; *writes* are INSERT, UPDATE and DELETE; *FK checks* are made when a row is written that references the table. |
| work | what takes longer the more rows there are. *Rewrites*: a new copy of the table and of all its indexes. *Scans*: all rows are read, index builds included. |
| remarks | since which major; whether it may stand in a transaction block; what it waits for; the error it ends with, after which all its locks are gone at once. |

A statement that only waits for a lock is in the way of everybody who comes after it and wants a conflicting one: set \`lock_timeout\`.
Statements that may not stand in a transaction wait for other transactions at some points, without being in the way there: for *writers* of the table, for
*any user* of it, readers included, and for *old snapshots*: every transaction that began earlier, whatever it does.`;

const THE_TABLES = `## The tables

All have 1000 rows, if nothing else is said; [testbed.sql](../fixtures/postgres/testbed.sql) makes them.

| name | is |
|---|---|
| \`t\` | a table with 47 columns of most types, 13 indexes (\`t_pkey\`, \`t_b_idx\`, …, one on an expression, one partial), a CHECK, a trigger and a foreign key to \`p\` |
| \`ch\` | references \`t\` |
| \`p\`, \`p2\` | what others reference |
| \`np\` | has no primary key, and two unique indexes (\`np_k_idx\`, \`np_k3_idx\`) |
| \`em_\` | empty |
| \`vw\`, \`vv\` | a table and a view on it |
| \`mv\` | a materialized view of \`p\` |
| \`ident\`, \`ser\`, \`gen\` | with an identity column, a serial one, a stored generated one |
| \`vf\`, \`rls\`, \`oft\` | with an index on a function, with row-level security, of a composite type |
| \`inh\`, \`inhc\`, \`inhn\` | a parent without rows, the table that inherits from it, one that does not yet |
| \`pt\`, \`pt1\` | partitioned by range, and its only partition |
| \`pd\`, \`pd1\`, \`pddef\` | partitioned by range, with a default partition |
| \`pnew\`, \`pnewc\` | may become partitions; \`pnewc\` has a CHECK that implies its bounds |
`;

const HOW_IT_WAS_MEASURED = `## How it was measured

- Locks: the statement runs in an open transaction; another session reads \`pg_locks\`. Locks of DDL last until commit, so nothing is missed.
- Who must wait: real statements of another session on each table concerned; what they wait for is read from \`pg_locks\`.
- Rewrites and rebuilds: \`pg_relation_filenode\` before and after. Scans: \`pg_stat_xact_user_tables\`.
- What may not stand in a transaction block: a chain of open transactions (a writer, a reader, one with an old snapshot) is always in its way; where it
  stops, its locks are read and others are tried. ACCESS SHARE and ROW SHARE that it takes in passing are not seen.
- Tables are small: what depends on size, such as parallel builds, is not here. TOAST tables and system catalogs are left out.
- \`npm run conformance\` measures it all again and compares it with what Phasewise predicts; [fixtures/postgres](../fixtures/postgres/README.md) says more.`;
