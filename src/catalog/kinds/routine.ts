import type { RoutineOperation } from '../../operations/kinds/routine.ts';
import type { Folds } from './folds.ts';

export const routineFolds: Folds<RoutineOperation['kind']> = {
  'create function': (draft, { function: { name }, volatility, text }) => draft.setFunction(name, { volatility, definition: text }),
  'drop function': (draft, operation) => draft.setFunction(operation.function.name, undefined),
};
