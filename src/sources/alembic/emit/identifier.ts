import { createHash } from 'node:crypto';
import type { MappedText } from '../../../text/mapped.ts';
import { caused } from '../../../text/mapped.ts';
import { stringOf } from '../string-of.ts';
import type { StringValue, Value } from '../value.ts';
import { NotRead, notRead } from '../value.ts';
import { phrase, replaced } from './sql.ts';

/** The words that SQLAlchemy quotes on PostgreSQL: fewer than PostgreSQL's own, for what it quotes is what it emits. */
const RESERVED = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between binary both case cast check collate column
  constraint create cross current_catalog current_date current_role current_schema current_time current_timestamp
  current_user default deferrable desc distinct do else end except false fetch for foreign freeze from full grant group
  having ilike in initially inner intersect into is isnull join leading left like limit localtime localtimestamp natural
  new not notnull null of off offset old on only or order outer over overlaps placing primary references returning right
  select session_user similar some symmetric table then to trailing true union unique user using variadic verbose when
  where window with`.split(/\s+/),
);

const LONGEST = 63;

export function needsQuotes(name: string): boolean {
  return name === '' || /^[0-9$]/.test(name) || !/^[A-Za-z0-9_$]+$/.test(name) || name !== name.toLowerCase() || RESERVED.has(name);
}

/** When a name stands in quotes; the `quote=` of SQLAlchemy says otherwise. */
export type Quoting = 'where needed' | 'always' | 'never';

export function quotingOf(flag: { readonly value: boolean } | undefined): Quoting {
  return flag === undefined ? 'where needed' : flag.value ? 'always' : 'never';
}

/** A name as SQLAlchemy writes it, each letter at its place in the string literal. */
export function identifier(name: StringValue, quoting: Quoting = 'where needed'): MappedText {
  if (quoting === 'never' || (quoting === 'where needed' && !needsQuotes(name.text.text))) return name.text;
  return phrase(name.place, '"', replaced(name.text, /"/g, () => '""'), '"');
}

/** `schema.name`. Dots inside a name belong to it; those of a `dotted schema` divide it, as in Alembic's own statements. */
export function qualified(schema: StringValue | undefined, name: StringValue, dots: 'plain schema' | 'dotted schema' = 'plain schema'): MappedText {
  if (!schema) return identifier(name);
  const { text } = schema.text;
  const divided = dots === 'dotted schema' && text.includes('.') ? caused(text.split('.').map(quotedText).join('.'), schema.place) : identifier(schema);
  return phrase(name.place, divided, '.', identifier(name));
}

export function quotedText(name: string): string {
  return needsQuotes(name) ? `"${name.replaceAll('"', '""')}"` : name;
}

/**
 * The name of an index or a constraint. One that Alembic made or that `op.f` protects is cut to PostgreSQL's 63
 * bytes; one that the writer gave is refused beyond them.
 */
export function constraintName(value: Value): MappedText {
  const name = stringOf(value);
  if (!name) throw notRead(value, 'Phasewise cannot read this name: it is no string literal.');
  const { text } = name.value.text;
  if (text.length <= LONGEST) return identifier(name.value);
  if (name.fixed) return caused(quotedText(cut(text)), name.value.place);
  throw new NotRead(`Alembic refuses this name: ${text.length} characters are more than PostgreSQL's ${LONGEST}.`, name.value.place);
}

/** A long generated name as SQLAlchemy cuts it: its first 55 characters and four of its MD5 sum. */
export function cut(name: string): string {
  if (name.length <= LONGEST) return name;
  return `${name.slice(0, LONGEST - 8)}_${createHash('md5').update(name).digest('hex').slice(-4)}`;
}

/** A string constant as SQLAlchemy writes it online: quotes are doubled, backslashes stand. */
export function literal(value: StringValue): MappedText {
  return phrase(value.place, "'", replaced(value.text, /'/g, () => "''"), "'");
}
