import type { CreateFunctionStmt, Node, ObjectWithArgs, TypeName } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import { inlinedOf, isTrue, option } from './inlined.ts';
import type { Rights, Volatility } from './kinds/routine.ts';
import { qualified } from './names.ts';
import type { Operation } from './operation.ts';
import type { Readers } from './reader.ts';
import { bodiesOf, bodyOf, nameParts, stringsOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const routines: Readers = {
  CreateFunctionStmt: (body, here, within) => [createFunction(body, here, within)],
  AlterFunctionStmt: ({ func, actions }, here, within) => [{
    kind: 'alter function', when: ALWAYS, span: here.through(within.from, within.from + 1),
    function: qualified('function', stringsOf(func?.objname), here, within.from + 2), arguments: argumentsOf(func),
    volatility: volatilityOf(nameParts(option(actions, 'volatility')).at(-1)), rights: rightsOf(actions),
  }],
};

/** Procedures as well. A function without a word about it is volatile, one without a language has an SQL body. */
function createFunction(body: CreateFunctionStmt, here: Wording, within: Stretch): Operation {
  const word = here.find(within, 'function', 'procedure') ?? within.from;
  const language = (nameParts(option(body.options, 'language')).at(-1) ?? 'sql').toLowerCase();
  const parameters = bodiesOf(body.parameters, 'FunctionParameter').filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE');
  return {
    kind: 'create function', when: ALWAYS, span: here.through(within.from, word), function: qualified('function', stringsOf(body.funcname), here, word + 1),
    arguments: parameters.map(({ argType }) => typeWord(argType)),
    volatility: volatilityOf(nameParts(option(body.options, 'volatility')).at(-1)) ?? 'volatile', language, replace: body.replace === true,
    text: here.text(here.spanOf(within)), inlined: language === 'sql' ? inlinedOf(body, here.spanOf(within)) : undefined,
    rights: { ...rightsOf(body.options), ...(body.sql_body ? { parsed: true } : {}) },
  };
}

function rightsOf(options: readonly Node[] | undefined): Rights {
  const security = option(options, 'security');
  const made = bodiesOf(options, 'DefElem').flatMap(({ defname, arg }) => (defname === 'set' ? bodyOf(arg, 'VariableSetStmt') ?? [] : []));
  return {
    ...(security ? { definer: isTrue(security) } : {}),
    sets: made.flatMap(({ kind, name = '' }) => (kind === 'VAR_SET_VALUE' || kind === 'VAR_SET_CURRENT' ? [name.toLowerCase()] : [])),
    resets: made.flatMap(({ kind, name = '' }) => (kind === 'VAR_RESET_ALL' ? ['all'] : kind === 'VAR_RESET' || kind === 'VAR_SET_DEFAULT' ? [name.toLowerCase()] : [])),
  };
}

function volatilityOf(word: string | undefined): Volatility | undefined {
  return word === 'immutable' || word === 'stable' || word === 'volatile' ? word : undefined;
}

/** The types of a routine's arguments, where they are said. */
export function argumentsOf(routine: ObjectWithArgs | undefined): readonly string[] | undefined {
  if (!routine || routine.args_unspecified) return undefined;
  return bodiesOf(routine.objargs, 'TypeName').map(typeWord);
}

function typeWord(type: TypeName | undefined): string {
  return `${stringsOf(type?.names).at(-1) ?? ''}${type?.arrayBounds?.length ? '[]' : ''}`;
}
