import type { Catalog } from '../catalog/catalog.ts';
import { restored } from '../catalog/restored.ts';
import { absolute, disk } from '../project/disk.ts';
import { besidesSchema } from '../project/not-compared.ts';
import { startFrom } from '../project/start.ts';
import { decode } from '../text/decode.ts';
import { relativeTo } from '../text/path.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';

/** The schema that is to be, and what a person calls it. */
export interface WantedSchema {
  readonly name: string;
  readonly catalog: Catalog;
  /** All of its schemas are meant: whoever wrote a file wrote what is to be. */
  readonly isWritten: boolean;
  /** What extensions brought, by schema and name. */
  readonly brought: readonly string[];
  /** What else its statements do, in their own words. */
  readonly beside: readonly string[];
}

/** The schema that `--from` names: a database, a snapshot, or a file of SQL. Throws what `complain` knows. */
export async function wantedSchema(from: string, io: Io): Promise<WantedSchema> {
  if (/^postgres(?:ql)?:\/\//.test(from)) {
    const [{ readDatabase }, { readModel }] = await Promise.all([import('./starting-live.ts'), import('../catalog/live/definitions.ts')]);
    const { snapshot, name, members } = await readDatabase(undefined, { databaseUrl: from, option: '--from' }, io, readModel);
    return { name, catalog: restored(snapshot, 'server'), isWritten: false, brought: members, beside: [] };
  }
  const path = absolute(from, io.cwd);
  if (disk.kindOf(path) !== 'file') throw new UsageError(`--from ${from}: there is no such file. It takes a file of SQL that makes the schema, a snapshot, or the address of a database: postgres://….`);
  const decoded = decode(path, disk.read(path));
  if (decoded.kind === 'refused') throw new UsageError(decoded.message);
  const { text } = decoded.source;
  const kind = text.trimStart().startsWith('{') ? 'snapshot' : 'baseline';
  const { catalog } = startFrom({ kind, path }, disk);
  return { name: relativeTo(io.cwd, path), catalog, isWritten: kind === 'baseline', brought: [], beside: kind === 'baseline' ? besidesSchema(text) : [] };
}
