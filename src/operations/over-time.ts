import type { A_Expr, FuncCall, Node, SQLValueFunction } from '@pgsql/types';
import { calledName } from './called-name.ts';
import { valueFunction } from './expression.ts';
import { bodyOf, stringsOf, walk } from './tree.ts';

/** How a value moves as time goes on while the row stays as it is. */
type Motion = 'still' | 'grows' | 'shrinks' | 'unsteady';

const CLOCKS = new Set(['now', 'transaction_timestamp', 'statement_timestamp', 'clock_timestamp', 'current_date', 'current_timestamp', 'localtimestamp']);
/** They begin again each day, or are text. */
const UNSTEADY = new Set(['current_time', 'localtime', 'timeofday']);
/** What keeps the order of moments; the last argument is the moment. */
const KEEPS_ORDER = new Set(['date_trunc', 'date', 'timezone', 'timestamptz', 'timestamp', 'to_timestamp', 'date_bin']);
const PARTS_THAT_GROW = new Set(['year', 'isoyear', 'epoch', 'decade', 'century', 'millennium', 'julian']);

/**
 * The clocks for which a row that meets a condition may cease to meet it, as it is, when time goes on: now() of
 * `expires_at > now()`. None of `created_at <= now()`, which stays true.
 */
export function expiresBy(condition: Node): readonly string[] {
  return [...new Set(broken(condition, true))];
}

/** The clocks in the parts that may turn from what they are. */
function broken(node: Node, is: boolean): readonly string[] {
  const both = bodyOf(node, 'BoolExpr');
  if (both) return (both.args ?? []).flatMap((arg) => broken(arg, both.boolop === 'NOT_EXPR' ? !is : is));
  const compared = bodyOf(node, 'A_Expr');
  return compared && stays(compared, is) ? [] : clocksIn(node);
}

function stays({ kind, name, lexpr, rexpr }: A_Expr, is: boolean): boolean {
  const operator = stringsOf(name).at(-1) ?? '';
  if (kind === 'AEXPR_BETWEEN') {
    const [least, most] = bodyOf(rexpr, 'List')?.items ?? [];
    return is && isOrdered(least, lexpr) && isOrdered(lexpr, most);
  }
  if (kind !== 'AEXPR_OP') return false;
  const [less, more] = operator.startsWith('<') ? [lexpr, rexpr] : [rexpr, lexpr];
  if (!['<', '<=', '>', '>='].includes(operator)) return false;
  return is ? isOrdered(less, more) : isOrdered(more, less);
}

/** What is less cannot catch up. */
function isOrdered(less: Node | undefined, more: Node | undefined): boolean {
  return ['still', 'shrinks'].includes(motionOf(less)) && ['still', 'grows'].includes(motionOf(more));
}

function motionOf(node: Node | undefined): Motion {
  const cast = bodyOf(node, 'TypeCast');
  if (cast) return motionOf(cast.arg);
  const value = bodyOf(node, 'SQLValueFunction');
  if (value) return clock(valueFunction(value));
  const call = bodyOf(node, 'FuncCall');
  if (call) return called(call);
  const computed = bodyOf(node, 'A_Expr');
  if (computed?.kind === 'AEXPR_OP') return sum(stringsOf(computed.name).at(-1) ?? '', computed, node);
  return clocksIn(node).length > 0 ? 'unsteady' : 'still';
}

function sum(operator: string, { lexpr, rexpr }: A_Expr, node: Node | undefined): Motion {
  if (operator === '+') return lexpr ? together(motionOf(lexpr), motionOf(rexpr)) : motionOf(rexpr);
  if (operator === '-') return lexpr ? together(motionOf(lexpr), turned(motionOf(rexpr))) : turned(motionOf(rexpr));
  return clocksIn(node).length > 0 ? 'unsteady' : 'still';
}

function called({ funcname, args = [] }: FuncCall): Motion {
  const name = calledName(funcname);
  if (clock(name) !== 'still') return clock(name);
  const motions = args.map(motionOf);
  if (name === 'age') return args.length === 1 ? together('grows', turned(motions[0] ?? 'still')) : together(motions[0] ?? 'still', turned(motions[1] ?? 'still'));
  if (motions.every((motion) => motion === 'still')) return 'still';
  if (name === 'extract' || name === 'date_part') return PARTS_THAT_GROW.has(bodyOf(args[0], 'A_Const')?.sval?.sval?.toLowerCase() ?? '') ? motions[1] ?? 'unsteady' : 'unsteady';
  return KEEPS_ORDER.has(name) ? motions.at(-1) ?? 'unsteady' : 'unsteady';
}

function clock(name: string): Motion {
  return CLOCKS.has(name) ? 'grows' : UNSTEADY.has(name) ? 'unsteady' : 'still';
}

function together(one: Motion, other: Motion): Motion {
  if (one === 'still') return other;
  return other === 'still' || one === other ? one : 'unsteady';
}

function turned(motion: Motion): Motion {
  return motion === 'grows' ? 'shrinks' : motion === 'shrinks' ? 'grows' : motion;
}

/** The clocks that are read anywhere in it. */
function clocksIn(node: Node | undefined): readonly string[] {
  const found: string[] = [];
  const add = (name: string) => { if (clock(name) !== 'still') found.push(name); };
  walk(node, {
    FuncCall: ({ funcname, args = [] }: FuncCall) => {
      const name = calledName(funcname);
      add(name === 'age' && args.length === 1 ? 'current_date' : name);
    },
    SQLValueFunction: (value: SQLValueFunction) => add(valueFunction(value)),
  });
  return found;
}
