import type { TypeOperation } from '../../operations/kinds/type.ts';
import { addLabel, createType, dropType, renameLabel, renameType } from '../types.ts';
import type { Folds } from './folds.ts';

export const typeFolds: Folds<TypeOperation['kind']> = {
  'create enum': (draft, { type, labels }) => createType(draft, type, { type: 'enum', labels }),
  'add enum value': addLabel,
  'rename enum value': renameLabel,
  'create domain': (draft, { type, base, constrained }) => createType(draft, type, { type: 'domain', base, constrained }),
  'create composite type': (draft, { type }) => createType(draft, type, { type: 'composite' }),
  'rename type': renameType,
  'drop type': dropType,
};
