import type { CreateFunctionStmt, DoStmt, Node } from '@pgsql/types';
import { parsePlpgsql, parseStatement } from '../../sql/grammar.ts';
import { split } from '../../sql/split.ts';
import { unquoted } from '../../sql/unquote.ts';
import type { MappedText } from '../../text/mapped.ts';
import { sliced, written } from '../../text/mapped.ts';
import type { Span } from '../../text/place.ts';
import type { CodeStep, Operation, OperationOf } from '../operation.ts';
import { session } from '../session.ts';
import type { Passed } from '../kinds/code.ts';
import { bodiesOf, bodyOf, nameParts } from '../tree.ts';
import { Wording } from '../wording.ts';
import { Environment } from './environment.ts';
import { plpgsqlSteps } from './plpgsql.ts';
import type { ReadText } from './steps.ts';
import { statementStep, unread } from './steps.ts';
import type { Value } from './value.ts';
import { textValue } from './value.ts';

/** `settings`: those in force while it runs, as the head of a function says. */
export interface Code { readonly steps: readonly CodeStep[]; readonly settings: readonly Operation[] }

/** What a DO block runs. */
export function doCode({ args }: DoStmt, here: Wording, read: ReadText): Pick<OperationOf<'run code'>, 'language' | 'steps'> {
  const language = languageOf(args, 'plpgsql');
  const token = here.tokens.findIndex(({ kind }, at) => isString(kind) && here.word(at - 1) !== 'language');
  return { language, steps: bodySteps(here, token, language, new Environment(), read) };
}

/** What a function or procedure runs when it is called with these arguments. `definition`: its whole CREATE statement. */
export function routineCode(definition: string, passed: readonly Passed[], read: ReadText): Code {
  const parsed = parseStatement(definition);
  const body = parsed.kind === 'parsed' ? bodyOf(parsed.tree, 'CreateFunctionStmt') : undefined;
  if (parsed.kind !== 'parsed' || !body) return { steps: [], settings: [] };
  const here = new Wording(definition, parsed.offsetOf);
  const language = languageOf(body.options, 'sql');
  const settings = bodiesOf(body.options, 'DefElem').flatMap(({ defname, arg }) => settingIn(defname, arg, here));
  if (body.sql_body) return { steps: atomicSteps(here, read), settings };
  const as = here.findAll(here.whole, 'as').find((index) => isString(here.tokens[index + 1]?.kind));
  return { steps: bodySteps(here, as === undefined ? -1 : as + 1, language, parameters(body, passed), read), settings };
}

function settingIn(option: string | undefined, node: Node | undefined, here: Wording): readonly Operation[] {
  const body = option === 'set' ? bodyOf(node, 'VariableSetStmt') : undefined;
  return (body && session.VariableSetStmt?.(body, here, here.whole, () => [])) ?? [];
}

function languageOf(options: readonly Node[] | undefined, fallback: string): string {
  const given = bodiesOf(options, 'DefElem').findLast(({ defname }) => defname === 'language')?.arg;
  return (nameParts(given).at(-1) ?? fallback).toLowerCase();
}

function isString(kind: string | undefined): boolean {
  return kind === 'string' || kind === 'dollar string';
}

function bodySteps(here: Wording, token: number, language: string, given: Environment, read: ReadText): readonly CodeStep[] {
  const all = mappedIn(here.sql, { start: 0, end: here.sql.length });
  const quoted = here.tokens[token];
  const text = quoted && unquoted(all, quoted);
  const first = here.tokens[0];
  const words = sliced(all, first ?? { start: 0, end: here.sql.length });
  if (!text || text.text.trim() === '') return [unread(words, 'The body of this code is written in a way that is not read.', 'anything')];
  switch (language) {
    case 'sql': return split(text.text).pieces.map((piece) => statementStep(sliced(text, piece), read));
    case 'plpgsql': {
      const code = parsePlpgsql(here.sql);
      return typeof code === 'string' ? [unread(words, `The body of this code is not read: ${code.replace(/\.$/, '')}.`, 'anything')] : plpgsqlSteps(code, text, given, read);
    }
    default: return [unread(words, `Code in ${language} is not read.`, 'anything')];
  }
}

/** `BEGIN ATOMIC … END` and `RETURN …`, whose statements stand in the definition itself. */
function atomicSteps(here: Wording, read: ReadText): readonly CodeStep[] {
  const begin = here.findAll(here.whole, 'begin').find((index) => here.says(index, 'begin', 'atomic'));
  if (begin === undefined) {
    const word = here.findAll(here.whole, 'return').at(-1);
    return word === undefined ? [] : [returned(here, here.spanOf({ from: word, to: here.whole.to }), read)];
  }
  const end = here.whole.to - 1;
  const inside = here.spanOf({ from: begin + 2, to: end });
  const text = mappedIn(here.sql, inside);
  return split(text.text).pieces.map((piece) => statementStep(sliced(text, piece), read));
}

/** RETURN is a SELECT of six letters; the places stay. */
function returned(here: Wording, span: Span, read: ReadText): CodeStep {
  const text = mappedIn(here.sql, span);
  return statementStep({ ...text, text: text.text.replace(/^return/i, 'SELECT') }, read);
}

/** Places inside the statement itself have no path. */
function mappedIn(sql: string, span: Span): MappedText {
  return written('', sql, span);
}

/** The parameters by name and by number, as far as constants are passed for them. */
function parameters({ parameters: all }: CreateFunctionStmt, passed: readonly Passed[]): Environment {
  const taking = bodiesOf(all, 'FunctionParameter').filter(({ mode }) => mode !== 'FUNC_PARAM_OUT' && mode !== 'FUNC_PARAM_TABLE');
  return new Environment(taking.flatMap(({ name }, at): readonly (readonly [string, Value])[] => {
    const text = passed[at];
    if (text === null || text === undefined) return [];
    const value = textValue({ text, pieces: [] });
    return [[`$${at + 1}`, value], ...(name === undefined ? [] : [[name, value] as const])];
  }));
}
