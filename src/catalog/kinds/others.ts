import type { CodeOperation } from '../../operations/kinds/code.ts';
import type { DataOperation } from '../../operations/kinds/data.ts';
import type { MaintenanceOperation } from '../../operations/kinds/maintenance.ts';
import type { SessionOperation } from '../../operations/kinds/session.ts';
import type { UnknownOperation } from '../../operations/kinds/unknown.ts';
import { comment } from '../comments.ts';
import { setDoubt } from '../set-doubt.ts';
import type { Folds } from './folds.ts';
import { NOTHING } from './folds.ts';

/** Rows, upkeep and settings are not in the catalog, the statements of code are folded one by one; what was not read may have changed all that it reaches. */
export const otherFolds: Folds<(DataOperation | MaintenanceOperation | SessionOperation | CodeOperation | UnknownOperation)['kind']> = {
  'insert': NOTHING,
  'update': NOTHING,
  'delete': NOTHING,
  'merge': NOTHING,
  'select': NOTHING,
  'copy': NOTHING,
  'truncate': NOTHING,

  'vacuum': NOTHING,
  'cluster': NOTHING,
  'analyze': NOTHING,
  'lock table': NOTHING,
  'comment': comment,

  'set': NOTHING,
  'transaction': NOTHING,

  'run code': NOTHING,
  'call': NOTHING,
  'run unknown text': (draft, { reach }) => setDoubt(draft, { about: reach, because: 'unread' }),
  'other': (draft, { reach, extension }) => {
    if (extension) draft.setExtension(extension.name, !extension.drops);
    setDoubt(draft, { about: reach, because: 'unread' });
  },
};
