import type { CreateFunctionStmt, Node } from '@pgsql/types';
import { ALWAYS } from '../migrations/condition.ts';
import { qualified } from './names.ts';
import type { Operation, OperationOf } from './operation.ts';
import type { Readers } from './reader.ts';
import { bodiesOf, nameParts, stringsOf } from './tree.ts';
import type { Stretch, Wording } from './wording.ts';

export const routines: Readers = {
  CreateFunctionStmt: (body, here, within) => [createFunction(body, here, within)],
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
