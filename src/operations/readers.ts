import { alterTable } from './alter-table.ts';
import { attached } from './attached.ts';
import { data } from './data.ts';
import { domains } from './domains.ts';
import { drops } from './drops.ts';
import { indexes } from './indexes.ts';
import { maintenance } from './maintenance.ts';
import { unknownText } from './others.ts';
import { owners } from './owners.ts';
import { published } from './published.ts';
import { queries } from './queries.ts';
import type { Readers } from './reader.ts';
import { renames } from './renames.ts';
import { routines } from './routines.ts';
import { schemas } from './schemas.ts';
import { sequences } from './sequences.ts';
import { session } from './session.ts';
import { tables } from './tables.ts';
import { types } from './types.ts';
import { views } from './views.ts';

/** Who reads which kind of statement. */
export const READERS: Readers = {
  ...tables, ...alterTable, ...indexes, ...drops, ...renames, ...types, ...domains, ...sequences, ...views, ...schemas, ...routines,
  ...attached, ...published, ...data, ...queries, ...maintenance, ...session, ...owners, ...unknownText,
};
