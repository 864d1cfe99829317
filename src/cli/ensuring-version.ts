import { creationOf } from '../run/ledger.ts';
import { alone } from '../run/run.ts';
import { quoteQualified } from '../sql/quote.ts';
import type { EnsureVersionOptions } from './ensure-version.ts';
import { groundOf } from './ground.ts';
import type { ExitCode, Io } from './io.ts';
import { creationOffline } from './offline.ts';
import { online } from './online.ts';

/** Makes the version table where it is not there yet. Throws what `complain` knows. */
export function ensureVersion(options: EnsureVersionOptions, io: Io): Promise<ExitCode> {
  if (options.sql) return Promise.resolve(creationOffline(options, io));
  return online<ExitCode>(options, io, { act: (here) => alone<ExitCode>(groundOf(here, io).ground, async ({ table }) => {
    if (!table.exists) await here.line.client.query(creationOf(table));
    io.out(`${table.exists ? '' : `${io.colors.green('✓')} `}${quoteQualified(table)} is there${table.exists ? ' already' : ' now, and empty'}.\n`);
    return 0;
  }) });
}
