import type { TypeOperation } from '../../operations/kinds/type.ts';
import { addAttribute, removeAttribute, renameAttribute, setAttributeType } from '../composites.ts';
import { addDomainConstraint, changeDomainConstraint, createDomain, removeDomainConstraints } from '../domains.ts';
import { dropType } from '../drop-type.ts';
import { addLabel, changeType, createType, moveType, renameLabel } from '../types.ts';
import type { Folds } from './folds.ts';
import { NOTHING } from './folds.ts';

export const typeFolds: Folds<TypeOperation['kind']> = {
  'create enum': (draft, { type, labels }) => createType(draft, type, { type: 'enum', labels }),
  'add enum value': addLabel,
  'rename enum value': renameLabel,

  'create domain': createDomain,
  'set domain default': (draft, { type, to }) => changeType(draft, type, () => ({ fallback: to })),
  'drop domain default': (draft, { type }) => changeType(draft, type, () => ({ fallback: undefined })),
  'set domain not null': (draft, { type }) => addDomainConstraint(draft, type, { type: 'not null', validated: true }),
  'drop domain not null': (draft, { type }) => removeDomainConstraints(draft, type, (held) => held.type === 'not null'),
  'add domain constraint': (draft, { type, constraint }) => addDomainConstraint(draft, type, constraint),
  'drop domain constraint': (draft, { type, constraint }) => removeDomainConstraints(draft, type, ({ name }) => name === constraint.name),
  'validate domain constraint': (draft, { type, constraint }) => changeDomainConstraint(draft, type, constraint.name, { validated: true }),
  'rename domain constraint': (draft, { type, constraint, to }) => changeDomainConstraint(draft, type, constraint.name, { name: to.name }),

  'create composite type': (draft, { type, attributes }) =>
    createType(draft, type, { type: 'composite', attributes: attributes.map(({ name, sqlType }) => ({ name: name.name, sqlType })) }),
  'add attribute': (draft, { type, attribute }) => addAttribute(draft, type, attribute),
  'drop attribute': (draft, { type, attribute }) => removeAttribute(draft, type, attribute.name),
  'set attribute type': (draft, { type, attribute, to }) => setAttributeType(draft, type, attribute.name, to),
  'rename attribute': (draft, { type, attribute, to }) => renameAttribute(draft, type, attribute.name, to.name),

  'create base type': (draft, { type }) => createType(draft, type, { type: 'base' }),
  'create range type': (draft, { type, subtype }) => createType(draft, type, { type: 'range', base: subtype }),
  'rename type': (draft, { type, to }) => moveType(draft, type, { name: to.name }),
  'set type schema': (draft, { type, schema }) => moveType(draft, type, { schema }),
  'alter type': NOTHING,
  'drop type': dropType,
};
