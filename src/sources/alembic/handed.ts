import type { SourceText } from '../../text/place.ts';
import type { ExprNode } from './python.ts';
import type { CallValue, ClassValue, KeywordValue, Value } from './value.ts';
import { inherited } from './member.ts';

/**
 * What `context.run_migrations(tables=…)` hands to every upgrade() and downgrade(). Where env.py calls it twice, as it does
 * for the two modes, it counts what is written in the same words.
 * https://alembic.sqlalchemy.org/en/latest/api/runtime.html#alembic.runtime.environment.EnvironmentContext.run_migrations
 */
export function handedBy(calls: readonly CallValue[], metadata: readonly Value[], source: SourceText): ReadonlyMap<string, Value> {
  const words = ({ place: { span } }: KeywordValue) => source.text.slice(span.start, span.end);
  const [first, ...others] = calls;
  const same = first?.keywords.filter((keyword) => others.every((call) => call.keywords.some((other) => words(other) === words(keyword)))) ?? [];
  return new Map(same.map(({ name, value }) => [name, tablesOf(value, metadata)]));
}

/** The tables of the metadata that Alembic compares with, as they are or in a dict whose keys are attributes too. */
function tablesOf(value: Value, metadata: readonly Value[]): Value {
  const inner = value.kind === 'call' && value.of.kind === 'class' && value.args.length === 1 && hasKeysAsAttributes(value.of) ? value.args[0] : value;
  const isTables = inner?.kind === 'member' && inner.name === 'tables' && metadata.some((one) => isSame(one, inner.of));
  return isTables ? { kind: 'tables', place: value.place, columns: 'in a model' } : value;
}

function isSame(one: Value, other: Value): boolean {
  if (one === other) return true;
  if (one.kind === 'member' && other.kind === 'member') return one.name === other.name && isSame(one.of, other.of);
  if (one.kind === 'named' && other.kind === 'named') return one.name === other.name;
  return one.kind === 'class' && other.kind === 'class' && one.members === other.members;
}

/** `class AttrDict(dict)`, whose `__init__` says `self.__dict__ = self`. */
function hasKeysAsAttributes(of: ClassValue): boolean {
  const init = inherited(of, '__init__');
  if (init?.kind !== 'function' || 'nodeType' in init.body || !of.bases.some((base) => base.kind === 'named' && base.name === 'builtins.dict')) return false;
  const self = init.parameters.args[0]?.arg;
  const isSelf = (node: ExprNode) => node.nodeType === 'Name' && node.id === self;
  return init.body.some((statement) => statement.nodeType === 'Assign' && isSelf(statement.value)
    && statement.targets.some((target) => target.nodeType === 'Attribute' && target.attr === '__dict__' && isSelf(target.value)));
}
