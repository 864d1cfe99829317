import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import type { Arguments } from '../arguments.ts';
import { NotRead } from '../value.ts';
import type { Identity, SequenceOption } from './default.ts';
import { identityOf, identitySql } from './default.ts';

/**
 * What becomes of the identity of a column that `alter_column` gives or takes one. Alembic adds one only where it is
 * told `existing_server_default=None`; else it sets what differs from the existing one, and from nothing if it is told none.
 */
export function identityChange(args: Arguments): MappedText | undefined {
  const given = args.given('server_default');
  const existing = args.given('existing_server_default');
  const wanted = identityOf(given?.value);
  const old = identityOf(existing?.value);
  if (!given || (!wanted && !old)) return undefined;
  if (given.value.kind === 'none') return caused('DROP IDENTITY', given.place);
  if (!wanted) throw new NotRead('Phasewise cannot say what Alembic makes of an identity that becomes another default.', given.place);
  if (existing?.value.kind === 'none') return caused(`ADD ${identitySql(wanted).text}`, given.place);
  return caused(settings(wanted, old).map((words) => `SET ${words}`).join(' '), given.place);
}

function settings(wanted: Identity, old: Identity | undefined): readonly string[] {
  const before = new Map((old?.options ?? []).map(({ keyword, words }) => [keyword, words]));
  const generated = wanted.always === (old?.always === true) ? [] : [`GENERATED ${wanted.always ? 'ALWAYS' : 'BY DEFAULT'}`];
  const changed = wanted.options.filter(({ keyword, words }) => before.get(keyword) !== words);
  return [...generated, ...[...changed].sort(byKeyword).map(({ words }) => words)];
}

function byKeyword(a: SequenceOption, b: SequenceOption): number {
  return a.keyword < b.keyword ? -1 : 1;
}
