import type { CreateFunctionStmt, CreateTrigStmt, Node } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import { partNamed, qualified, relationNamed } from './names.ts';
import type { Operation, OperationOf } from './operation.ts';
import type { Readers } from './reader.ts';
import { bodiesOf, nameParts, stringsOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const routines: Readers = {
  CreateFunctionStmt: (body, here, within) => [createFunction(body, here, within)],
  CreateTrigStmt: (body, here, within) => [createTrigger(body, here, within)],
  AlterFunctionStmt: ({ func }, here, within) => {
    const parts = stringsOf(func?.objname);
    const span = here.through(within.from, within.from + 1);
    const reach = [{ type: 'function', schema: parts.at(-2), name: parts.at(-1) ?? '' }] as const;
    return [{ kind: 'other', when: ALWAYS, span, tag: `ALTER ${here.word(within.from + 1).toUpperCase()}`, reach }];
  },
};

type Volatility = OperationOf<'create function'>['volatility'];

/** Procedures as well. A function without a word about it is volatile, one without a language has an SQL body. */
function createFunction(body: CreateFunctionStmt, here: Wording, within: Stretch): Operation {
  const word = here.find(within, 'function', 'procedure') ?? within.from;
  const language = nameParts(option(body, 'language')).at(-1);
  return {
    kind: 'create function', when: ALWAYS, span: here.through(within.from, word), function: qualified('function', stringsOf(body.funcname), here, word + 1),
    volatility: volatilityOf(nameParts(option(body, 'volatility')).at(-1)), language: (language ?? 'sql').toLowerCase(), replace: body.replace === true,
    text: here.text(here.spanOf(within)),
  };
}

function volatilityOf(word: string | undefined): Volatility {
  return word === 'immutable' || word === 'stable' ? word : 'volatile';
}

function option({ options }: CreateFunctionStmt, name: string): Node | undefined {
  return bodiesOf(options, 'DefElem').findLast(({ defname }) => defname === name)?.arg;
}

function createTrigger(body: CreateTrigStmt, here: Wording, within: Stretch): Operation {
  const table = relationNamed(body.relation, here);
  const word = here.find(within, 'trigger') ?? within.from;
  const runs = here.findAll({ from: here.at(body.relation?.location), to: within.to }, 'execute').at(-1) ?? word;
  return {
    kind: 'create trigger', when: ALWAYS, span: here.through(within.from, word), table,
    trigger: partNamed('trigger', body.trigname ?? '', table, here, word + 1),
    function: qualified('function', stringsOf(body.funcname), here, runs + 2),
  };
}
