import type { ViewOperation } from '../../operations/kinds/view.ts';
import { dropNamed } from '../drop.ts';
import { rename } from '../rename.ts';
import { createView, refreshView } from '../views.ts';
import type { Folds } from './folds.ts';

export const viewFolds: Folds<ViewOperation['kind']> = {
  'create view': createView,
  'drop view': (draft, { view }) => dropNamed(draft, view),
  'rename view': (draft, { view, to }) => rename(draft, view, to.name),
  'refresh': refreshView,
};
