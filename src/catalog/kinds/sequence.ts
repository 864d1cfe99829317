import type { SequenceOperation } from '../../operations/kinds/sequence.ts';
import { dropNamed } from '../drop.ts';
import { rename } from '../rename.ts';
import { createSequence, setOwner } from '../sequences.ts';
import type { Folds } from './folds.ts';

export const sequenceFolds: Folds<SequenceOperation['kind']> = {
  'create sequence': createSequence,
  'alter sequence': (draft, operation) => {
    const sequence = operation.ownedBy && draft.touch(operation.sequence, 'sequence');
    if (sequence) setOwner(draft, sequence, operation.ownedBy);
  },
  'rename sequence': (draft, { sequence, to }) => rename(draft, sequence, to.name),
  'drop sequence': (draft, { sequence }) => dropNamed(draft, sequence),
};
