import type { CannotWrite } from '../../migrations/division.ts';
import type { Draft, Drafted, Site } from '../../migrations/draft.ts';
import type { Direction } from '../../migrations/migration.ts';
import { joined } from '../../text/path.ts';
import { nameLike } from './new-name.ts';
import type { SqlTool } from './tool.ts';

/** The first migration of a project, with a number and a way back; the next ones are named like it. */
export function draftFirst({ message, id, labels, dependsOn, outside = [], up, down }: Draft, { words }: SqlTool, { found: { folders: [folder = '/'] }, world }: Site): Drafted | CannotWrite {
  if (message === undefined) return { cannot: 'The message names the file: say with -m what it does.' };
  if (labels.length > 0 || dependsOn.length > 0) return { cannot: 'The first migration has nothing that it could depend on, and no branch to name.' };
  const path = (direction: Direction) => joined(folder, nameLike(`000_x.${direction}.sql`, { was: '000', is: '001' }, message));
  const taken = (['up', 'down'] as const).map(path).find((one) => world.kindOf(one) !== 'nothing');
  if (taken !== undefined) return { cannot: `${taken} is there already.` };
  const text = (direction: Direction, body: string, otherwise: string) =>
    `${[...(outside.includes(direction) ? words.outside?.(direction) ?? [] : []), body === '' ? otherwise : body].join('\n').trimEnd()}\n`;
  const declared = id === undefined ? '' : `-- revision: ${id}\n-- revises: none\n`;
  return {
    path: path('up'),
    changes: [
      { kind: 'create', path: path('up'), text: declared + text('up', up, `-- ${message}`) },
      { kind: 'create', path: path('down'), text: text('down', down, `-- Takes back: ${message}`) },
    ],
    notes: [],
  };
}
