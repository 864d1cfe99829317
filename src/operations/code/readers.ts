import type { CallStmt } from '@pgsql/types';
import { ALWAYS } from '../../migrations/condition.ts';
import { invocationOf } from '../invocations.ts';
import { qualified } from '../names.ts';
import type { Operation } from '../operation.ts';
import type { Readers } from '../reader.ts';
import { stringsOf } from '../tree.ts';
import type { Stretch, Wording } from '../wording.ts';
import { doCode } from './routine.ts';
import type { ReadText } from './steps.ts';

/** Statements that run code. `read`: for the statements inside. */
export function codeReaders(read: ReadText): Readers {
  return {
    DoStmt: (body, here, within) => [{ kind: 'run code', when: ALWAYS, span: here.through(within.from, within.from), ...doCode(body, here, read) }],
    CallStmt: call,
  };
}

function call({ funccall }: CallStmt, here: Wording, within: Stretch): readonly Operation[] {
  const procedure = qualified('function', stringsOf(funccall?.funcname), here, within.from + 1);
  return [{ kind: 'call', when: ALWAYS, span: here.through(within.from, within.from), procedure, passes: invocationOf(funccall ?? {}).passes }];
}
