import type { Difference } from '../catalog/difference.ts';
import type { Project } from '../project/project.ts';
import { printable } from '../report/printable.ts';
import { counted } from '../report/summary.ts';
import { isAbsolute, relativeTo } from '../text/path.ts';
import type { Io } from './io.ts';

/** In what the database is otherwise than the migrations say; nothing where it is not. `verbose`: all of it, one a line. */
export function driftText({ start }: Pick<Project, 'start'>, drift: readonly Difference[], { verbose = false, io }: { readonly verbose?: boolean; readonly io: Io }): string {
  if (!start || drift.length === 0) return '';
  const name = isAbsolute(start.name) ? relativeTo(io.cwd, start.name) : start.name;
  const summary = `${counted(drift.length, 'difference')} between ${name} and what the migrations up to ${start.at.join(', ')} make${verbose ? ':' : '. --verbose lists them.'}`;
  return [`${io.colors.yellow('phasewise:')} ${printable(summary)}`, ...(verbose ? drift.map((one) => `  ${printable(lineOf(one))}`) : []), ''].join('\n');
}

function lineOf(one: Difference): string {
  if ('lacking' in one) return `${one.kind} ${one.name} ${one.lacking === 'first' ? 'is in no migration' : 'is not there'}`;
  return `${one.kind} ${one.name}: ${one.aspect} is ${one.second}, the migrations say ${one.first}`;
}
