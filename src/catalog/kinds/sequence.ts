import type { SequenceOperation } from '../../operations/kinds/sequence.ts';
import { dropNamed } from '../drop.ts';
import { rename } from '../rename.ts';
import { createSequence, setOwner } from '../sequences.ts';
import type { Folds } from './folds.ts';

export const sequenceFolds: Folds<SequenceOperation['kind']> = {
  'create sequence': createSequence,
  'alter sequence': (draft, { sequence: name, ownedBy, options }) => {
    const sequence = ownedBy && draft.touch(name, 'sequence');
    if (sequence) setOwner(draft, sequence, ownedBy);
    const record = options && draft.find(name);
    if (record) draft.put({ ...record, options: { ...record.options, ...options } });
  },
  'rename sequence': (draft, { sequence, to }) => rename(draft, sequence, to.name),
  'drop sequence': (draft, { sequence }) => dropNamed(draft, sequence),
};
