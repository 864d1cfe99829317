import type { Source } from '../migrations/source.ts';
import { alembicSource } from '../sources/alembic/source.ts';
import { sqlSource } from '../sources/sql/source.ts';

/** Every kind of project that Phasewise reads, in the order in which a folder is asked what it is. */
export const SOURCES: readonly Source[] = [alembicSource, sqlSource];
