import type { AlterOwnerStmt, ObjectType } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import { qualified } from './names.ts';
import type { Operation } from './operation.ts';
import { readOther } from './others.ts';
import { statisticsNamed } from './published.ts';
import type { Readers } from './reader.ts';
import { roleName } from './roles.ts';
import { nameParts } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

/** ALTER … OWNER TO of what is no relation: of relations it is a sub-command of ALTER TABLE. */
export const owners: Readers = {
  AlterOwnerStmt: (body, here, within) => {
    const read = body.objectType && READERS[body.objectType];
    return read ? [read(body, here, within)] : readOther({ AlterOwnerStmt: body }, here, within);
  },
};

type OwnerReader = (body: AlterOwnerStmt, here: Wording, within: Stretch) => Operation;

const READERS: { readonly [T in ObjectType]?: OwnerReader } = {
  OBJECT_TYPE: ofType,
  OBJECT_DOMAIN: ofType,
  OBJECT_STATISTIC_EXT: ({ object }, here, within) => ({ kind: 'alter statistics', ...asked(here, within), statistics: statisticsNamed(nameParts(object)) }),
  OBJECT_PUBLICATION: ({ object }, here, within) => ({
    kind: 'alter publication', ...asked(here, within), publication: nameParts(object).at(-1) ?? '', does: 'owner', tables: [],
  }),
};

function ofType({ object, newowner }: AlterOwnerStmt, here: Wording, within: Stretch): Operation {
  const type = qualified('type', nameParts(object), here, within.from + 2);
  const verb = here.name(within.from + 2).to;
  return { kind: 'alter type', when: ALWAYS, span: here.through(verb, verb + 1), type, does: 'OWNER TO', owner: roleName(newowner) };
}

function asked(here: Wording, { from }: Stretch) {
  return { when: ALWAYS, span: here.through(from, from + 1) };
}
