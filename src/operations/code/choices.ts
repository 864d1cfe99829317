import type { Condition } from '../../migrations/condition.ts';
import { ALWAYS } from '../../migrations/condition.ts';
import type { PlpgsqlBodies, PlpgsqlExpression, Statements } from '../../sql/plpgsql.ts';
import { undecidable } from './conditions.ts';
import type { Environment } from './environment.ts';
import { conditionIn } from './evaluate.ts';
import { CodeExpression } from './expression.ts';
import { queriesIn } from './queries-in.ts';
import type { Walked } from './steps.ts';
import { branch, NOTHING } from './steps.ts';
import type { Walker } from './walker.ts';
import { placeIn, wordsOf } from './walker.ts';

/** One of several ways: what leads into it, and what happens there. */
interface Way { readonly when: Condition; readonly walked: Walked }

export function ifStatement(body: PlpgsqlBodies['PLpgSQL_stmt_if'], rest: Statements, walker: Walker, variables: Environment): Walked {
  const asked = [
    { line: body.lineno, cond: body.cond, stmts: body.then_body },
    ...(body.elsif_list ?? []).map(({ PLpgSQL_if_elsif: { lineno, cond, stmts } }) => ({ line: lineno, cond, stmts })),
  ];
  return choice(asked, body.else_body, rest, walker, variables);
}

/** The tests of `CASE x WHEN 1` come with a variable of the parser's own in the place of `x`. */
export function caseStatement(body: PlpgsqlBodies['PLpgSQL_stmt_case'], rest: Statements, walker: Walker, variables: Environment): Walked {
  if (body.t_expr) wordsOf(walker, body.t_expr, body.lineno);
  const asked = (body.case_when_list ?? []).map(({ PLpgSQL_case_when: { lineno, expr, stmts } }) => ({ line: lineno, cond: expr, stmts }));
  return choice(asked, body.else_stmts, rest, walker, variables);
}

interface Asked { readonly line: number | undefined; readonly cond: PlpgsqlExpression; readonly stmts: Statements }

function choice(asked: readonly Asked[], otherwise: Statements, rest: Statements, walker: Walker, variables: Environment): Walked {
  const environments: Environment[] = [];
  const into = (statements: Statements): Walked => {
    const own = variables.fork();
    const walked = walker.sequence(statements, own);
    if (walked.end === 'goes on' || walked.end === 'may end') environments.push(own);
    return walked;
  };
  const reads = [];
  const ways: Way[] = [];
  for (const { line, cond, stmts } of asked) {
    const words = wordsOf(walker, cond, line);
    const expression = CodeExpression.of(words);
    reads.push(...queriesIn(expression, walker.read));
    const when = expression ? conditionIn(expression, variables) : undecidable('This condition is not read.', placeIn(walker, line));
    ways.push({ when, walked: into(stmts) });
  }
  ways.push({ when: ALWAYS, walked: into(otherwise) });
  variables.join(environments.length > 0 ? environments : [variables.fork()]);

  const { steps, ...others } = together(ways, rest, walker, variables);
  return { ...others, steps: [...reads, ...steps] };
}

/**
 * Where one way ends, the statements behind belong to the others. A way into an error is an assertion: what is judged
 * went another way.
 */
function together(all: readonly Way[], rest: Statements, walker: Walker, variables: Environment): Walked {
  const ways = all.filter(({ walked }) => walked.end !== 'raises');
  const last = ways.at(-1);
  if (!last) return { ...NOTHING, end: 'raises', mayRaise: true };
  const ends = ({ walked }: Way) => walked.end === 'ends';
  const behind = walker.sequence(rest, variables);
  const splits = ways.some(ends);
  const mayEnd = ways.some(({ walked }) => walked.end === 'may end');
  const own = (way: Way) => (splits && !ends(way) ? [...way.walked.steps, ...behind.steps] : way.walked.steps);
  const chain = ways.slice(0, -1).reduceRight<Walked['steps']>((otherwise, way) => branch(way.when, own(way), otherwise), own(last));
  const whether = undecidable('Whether the code comes this far is known only when it runs.', placeIn(walker, undefined));
  return {
    steps: splits ? chain : [...chain, ...(mayEnd ? branch(whether, behind.steps) : behind.steps)],
    end: ways.every(ends) ? 'ends' : splits || mayEnd ? 'may end' : behind.end,
    returns: behind.returns || ways.some(({ walked }) => walked.returns),
    mayRaise: behind.mayRaise || all.some(({ walked }) => walked.mayRaise),
  };
}
