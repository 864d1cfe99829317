import type { PlpgsqlExpression, PlpgsqlFunction, Statements } from '../../sql/plpgsql.ts';
import type { MappedText } from '../../text/mapped.ts';
import { placeOf } from '../../text/mapped.ts';
import type { Place } from '../../text/place.ts';
import type { BodyText } from './body.ts';
import type { Environment } from './environment.ts';
import type { ReadText, Walked } from './steps.ts';

/** Goes through the statements of one body, in the order of its text. */
export interface Walker {
  readonly body: BodyText;
  readonly code: PlpgsqlFunction;
  /** Reads a statement that stands in the code, where its variables are known. */
  readonly read: ReadText;
  /** Reads a text that EXECUTE runs, where they are not. */
  readonly readAlone: ReadText;
  sequence(statements: Statements, variables: Environment): Walked;
  /** Whether code that runs several times may still be gone through once for each. */
  mayUnroll(times: number): boolean;
}

export function wordsOf({ body }: Walker, expression: PlpgsqlExpression, line: number | undefined): MappedText {
  return body.locate(expression.PLpgSQL_expr.query, line);
}

export function placeIn({ body }: Walker, line: number | undefined): Place {
  const words = body.lineAt(line);
  return words.pieces.length > 0 ? placeOf(words, { start: 0, end: words.text.length }) : { path: '', span: { start: 0, end: 0 } };
}
