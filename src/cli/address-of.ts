import type { Project } from '../project/project.ts';
import type { Address } from '../server/address.ts';
import { findAddress } from '../server/find-address.ts';
import { theseSurroundings } from '../server/surroundings.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';

/** An address that a person typed; `option`: where, if not behind --database-url. */
export interface TypedAddress { readonly databaseUrl?: string; readonly option?: string }

/**
 * The database that is meant, by what was typed, the environment, or the project's own configuration. `otherwise`: the way
 * out that the command has beside these. Throws `UsageError`.
 */
export function addressOf(project: Pick<Project, 'found'> | undefined, { databaseUrl, option }: TypedAddress, io: Io, otherwise = ''): Address {
  const configured = project?.found.address;
  const found = findAddress(
    { ...(databaseUrl !== undefined && { url: databaseUrl }), ...(option !== undefined && { option }), ...(configured && { configured }) },
    { ...theseSurroundings(), env: io.env },
  );
  if (found.kind === 'none') throw new UsageError(`${found.message}${otherwise}`);
  if (found.kind === 'wrong') throw new UsageError(found.message);
  for (const note of found.notes) io.err(`${io.colors.yellow('phasewise:')} ${note}\n`);
  return found.address;
}
