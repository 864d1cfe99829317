import { columnSubcommands } from './columns.ts';
import { constraintSubcommands } from './constraints.ts';
import { partitionSubcommands } from './partitions.ts';
import type { SubcommandReaders } from './subcommand.ts';
import { typedTableSubcommands } from './typed-tables.ts';

/** The sub-commands of ALTER TABLE that have a kind of their own. */
export const subcommands: SubcommandReaders = { ...columnSubcommands, ...constraintSubcommands, ...partitionSubcommands, ...typedTableSubcommands };
