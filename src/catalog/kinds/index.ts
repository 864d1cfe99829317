import type { IndexOperation } from '../../operations/kinds/index.ts';
import type { Named } from '../../sql/name.ts';
import { createIndex } from '../create-index.ts';
import type { Draft } from '../draft.ts';
import { dropNamed } from '../drop.ts';
import { attachPart } from '../indexes.ts';
import { rename } from '../rename.ts';
import type { Folds } from './folds.ts';
import { NOTHING } from './folds.ts';

export const indexFolds: Folds<IndexOperation['kind']> = {
  'create index': createIndex,
  'drop index': (draft, { index }) => dropNamed(draft, index),
  'rename index': (draft, { index, to }) => rename(draft, index, to.name),
  'attach index partition': (draft, { index, partition }) => attachIndex(draft, index, partition),
  'reindex': NOTHING,
};

function attachIndex(draft: Draft, index: Named, partition: Named): void {
  const parent = draft.touch(index, 'index');
  const part = draft.touch(partition, 'index');
  if (parent && part) attachPart(draft, parent, part);
}
