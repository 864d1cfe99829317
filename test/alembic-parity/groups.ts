import { columns } from './groups/columns.ts';
import { constraints } from './groups/constraints.ts';
import { defaults } from './groups/defaults.ts';
import { enums } from './groups/enums.ts';
import { environments } from './groups/environments.ts';
import { indexes } from './groups/indexes.ts';
import { queries } from './groups/queries.ts';
import { statements } from './groups/statements.ts';
import { tables } from './groups/tables.ts';
import { types } from './groups/types.ts';
import type { Group } from './group.ts';

/** Operations of Alembic and their keywords, by what they are about. */
export const GROUPS: readonly Group[] = [...types, ...tables, ...defaults, ...enums, ...columns, ...indexes, ...constraints, ...statements, ...queries, ...environments];
