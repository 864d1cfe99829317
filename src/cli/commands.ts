import { register as approve } from './approve.ts';
import { register as baseline } from './baseline.ts';
import { register as branches } from './branches.ts';
import { register as check } from './check.ts';
import { register as current } from './current.ts';
import { register as downgrade } from './downgrade.ts';
import { register as ensureVersion } from './ensure-version.ts';
import { register as explain } from './explain.ts';
import { register as heads } from './heads.ts';
import { register as history } from './history.ts';
import type { Register } from './io.ts';
import { register as init } from './init.ts';
import { register as lint } from './lint.ts';
import { register as merge } from './merge.ts';
import { register as observe } from './observe.ts';
import { register as revision } from './revision.ts';
import { register as rules } from './rules.ts';
import { register as server } from './server.ts';
import { register as show } from './show.ts';
import { register as snapshot } from './snapshot.ts';
import { register as stamp } from './stamp.ts';
import { register as status } from './status.ts';
import { register as upgrade } from './upgrade.ts';

/**
 * Every command, in the order of the help text. A command's file is loaded at each start, so it holds its options
 * alone; its work is imported in its action.
 */
export const COMMANDS: readonly Register[] = [
  lint,
  explain,
  rules,
  init,
  baseline,
  observe,
  history,
  heads,
  branches,
  show,
  revision,
  merge,
  check,
  upgrade,
  downgrade,
  approve,
  current,
  status,
  stamp,
  ensureVersion,
  snapshot,
  server,
];
