import type { Node } from '@pgsql/types';
import type { Condition } from '../migrations/condition.ts';
import { ALWAYS } from '../migrations/condition.ts';
import type { Named } from '../sql/name.ts';
import type { SequenceOptions } from './kinds/sequence.ts';
import { objectOf, qualified, relationNamed } from './names.ts';
import type { Readers } from './reader.ts';
import { bodiesOf, bodyOf, integerOf, nameParts } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const sequences: Readers = {
  CreateSeqStmt: ({ sequence, if_not_exists, options }, here, within) => [{
    kind: 'create sequence', when: ALWAYS, span: here.asking(within, here.at(sequence?.location), 'create', 'sequence'),
    sequence: relationNamed(sequence, here), ifNotExists: if_not_exists === true, ownedBy: ownerOf(options, here), options: optionsOf(options),
  }],
  AlterSeqStmt: ({ sequence, missing_ok, options }, here, within) => {
    const named = relationNamed(sequence, here);
    const when: Condition = missing_ok ? { kind: 'exists', object: objectOf(named) } : ALWAYS;
    return [{ kind: 'alter sequence', when, span: here.asking(within, within.to, 'alter', 'sequence'), sequence: named, ownedBy: ownerOf(options, here), options: optionsOf(options) }];
  },
};

/** `OWNED BY table.column`; of OWNED BY NONE nothing. */
function ownerOf(options: readonly Node[] | undefined, here: Wording): { readonly table: Named; readonly column: string } | undefined {
  const option = bodiesOf(options, 'DefElem').find(({ defname }) => defname === 'owned_by');
  const parts = nameParts(option?.arg);
  if (!option || parts.length < 2) return undefined;
  const table = qualified('relation', parts.slice(0, -1), here, here.at(option.location) + 2);
  return { table: { ...table, span: withoutLast(table, here) }, column: parts.at(-1) ?? '' };
}

/** The table's words: those of `table.column` but for the last two. */
function withoutLast(table: Named, here: Wording) {
  const whole: Stretch = here.name(here.tokens.findIndex(({ start }) => start === table.span.start));
  return here.spanOf({ from: whole.from, to: whole.to - 2 });
}

/** All but whom it belongs to. NO MINVALUE is as if nothing had been said. */
function optionsOf(options: readonly Node[] | undefined): SequenceOptions {
  return Object.fromEntries(bodiesOf(options, 'DefElem').flatMap(({ defname = '', arg }) => {
    const value = nameParts(arg).at(-1) ?? integerOf(arg)?.toString() ?? bodyOf(arg, 'Float')?.fval ?? (bodyOf(arg, 'Boolean')?.boolval ? 'true' : undefined);
    return defname === 'owned_by' || defname === 'restart' || value === undefined ? [] : [[defname, value]];
  }));
}
