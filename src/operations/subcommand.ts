import type { AlterTableCmd, AlterTableType } from '@pgsql/types';
import type { Named } from '../sql/name.ts';
import { partNamed } from './names.ts';
import type { Operation } from './operation.ts';
import type { Stretch, Wording } from './wording.ts';

/** A sub-command of ALTER TABLE and its words. */
export interface Asked {
  readonly command: AlterTableCmd;
  readonly here: Wording;
  readonly part: Stretch;
  readonly table: Named;
}

/** Undefined: the words are not what the tree promises. */
export type SubcommandReader = (asked: Asked) => Operation | undefined;
export type SubcommandReaders = { readonly [S in AlterTableType]?: SubcommandReader };

/** The column of `ALTER [COLUMN] name …`. */
export function alteredColumn({ command, here, part, table }: Asked): Named {
  return partNamed('column', command.name ?? '', table, here, alteredIndex(here, part));
}

export function alteredIndex(here: Wording, part: Stretch): number {
  return part.from + (here.word(part.from + 1) === 'column' ? 2 : 1);
}
