import type { RoutineOperation } from '../../operations/kinds/routine.ts';
import { alterRoutines, createRoutine, dropFunctions, renameRoutines } from '../routines.ts';
import type { Folds } from './folds.ts';

export const routineFolds: Folds<RoutineOperation['kind']> = {
  'create function': createRoutine,
  'alter function': (draft, { volatility, ...routine }) => alterRoutines(draft, routine, volatility ? { volatility } : {}),
  'rename function': renameRoutines,
  'set function schema': (draft, { schema, ...routine }) => alterRoutines(draft, routine, { schema }),
  'drop function': dropFunctions,
};
