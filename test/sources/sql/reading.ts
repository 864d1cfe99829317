import type { Step } from '../../../src/migrations/migration.ts';
import { isScript } from '../../../src/migrations/migration.ts';
import { asTyped } from '../../../src/migrations/as-typed.ts';
import { sqlSource } from '../../../src/sources/sql/source.ts';
import { asWritten } from '../../../src/sql/stand-in.ts';
import { memoryWorld } from '../../text/memory-world.ts';

export interface Given { readonly others?: Readonly<Record<string, string>>; readonly placeholders?: Readonly<Record<string, string>>; readonly name?: string }

/** The steps of one file, upgrade and downgrade, as a project's source reads them. */
export function stepsIn(sql: string, { others = {}, placeholders = {}, name = '1_a.sql' }: Given = {}): readonly Step[] {
  const world = memoryWorld({ [`/app/migrations/${name}`]: sql, ...others });
  const { migrations: [migration] } = sqlSource.read({ root: '/app', folders: ['/app/migrations'], versionTable: { name: 'v' }, placeholders }, world);
  if (!migration) return [];
  const { upgrade, downgrade } = migration;
  return [...upgrade.steps, ...(isScript(downgrade) ? downgrade.steps : [])];
}

/** A step in a line: what its writer wrote, what stands in it, when it runs. */
export function inLine(step: Step): string {
  if (step.kind === 'boundary') return step.does;
  const when = step.when.kind === 'always' ? '' : ' ?';
  if (step.kind === 'unread') return `! ${step.reason}${when}`;
  const standIns = step.standIns.map(({ written }) => written).join(' ');
  const text = asWritten(step.sql.text).replace(/\s+/g, ' ').trim();
  const typed = asTyped(step).replace(/\s+/g, ' ');
  return `${text}${typed === text ? '' : ` = ${typed}`}${standIns === '' ? '' : ` | ${standIns}`}${when}${step.repeats ? ' *' : ''}`;
}
