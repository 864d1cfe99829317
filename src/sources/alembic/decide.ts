import type { Value } from './value.ts';

/** What a condition is worth, where it asks for the dialect alone: `op.get_bind().dialect.name == 'postgresql'`. We read for PostgreSQL. */
export function decided(value: Value): boolean | undefined {
  if (value.kind === 'bool') return value.value;
  if (value.kind !== 'operation') return undefined;
  const [left, right] = value.operands;
  const dialect = [left, right].find((operand) => operand?.kind === 'member' && operand.name === 'name' && operand.of.kind === 'member' && operand.of.name === 'dialect');
  const named = [left, right].find((operand) => operand?.kind === 'string');
  if (!dialect || named?.kind !== 'string' || (value.operator !== '==' && value.operator !== '!=')) return undefined;
  return (named.text.text === 'postgresql') === (value.operator === '==');
}
