import type { Catalog } from '../catalog/catalog.ts';
import { collationText, constantOf, typeText } from '../catalog/gist.ts';
import type { Column, Constraint, Index } from '../catalog/object.ts';
import { expressionForm } from '../operations/form.ts';
import type { Expression } from '../operations/operation.ts';
import { normalized } from '../sql/normalized.ts';
import { includedBy } from './words.ts';
import type { Scope } from './sides.ts';
import { nameOf } from './sides.ts';

/** What of a thing counts, as one text: things of one text are the same, whoever wrote them down. */

export function typeShape({ sqlType }: Column): string {
  return `${typeText(sqlType)} ${collationText(sqlType.collation)}`;
}

/** Is a column to get another type? */
export function isRetyped(now: Column, wanted: Column, { leavesTypes }: Scope): boolean {
  return leavesTypes !== true && typeShape(now) !== typeShape(wanted);
}

export function defaultShape({ fallback, sqlType, identity, generated }: Column): string {
  if (identity || generated || !fallback || fallback.shape === 'null') return '';
  const constant = fallback.shape === 'constant' ? constantOf(fallback, sqlType) : undefined;
  return constant === undefined || constant === 'a constant' ? expressionForm(fallback.text) : JSON.stringify(['constant', constant.replace(/^'(.*)'$/, '$1')]);
}

/** Constants that a server writes in words of its own: an interval of 24 hours as one of 1 day. */
export function isRewritten({ fallback, sqlType }: Column): boolean {
  return fallback?.shape === 'constant' && (sqlType.array || REWRITTEN.has(sqlType.name));
}

const REWRITTEN: ReadonlySet<string> = new Set(['interval', 'date', 'time', 'timetz', 'timestamp', 'timestamptz', 'json', 'jsonb', 'numeric', 'float4', 'float8', 'inet', 'cidr', 'uuid', 'bytea', 'bpchar']);

export function generatedShape({ generated }: Column): string {
  return generated ? `${generated.stored ? 'stored' : 'virtual'} ${expressionForm(generated.as.text)}` : '';
}

/** Its name and whether it was proven left out. */
export function constraintShape(constraint: Constraint, catalog: Catalog): string {
  const { type, columns, check, excludes, noInherit, nullsNotDistinct, overTime, deferrable, enforced, matchFull, onDelete, onUpdate, references, referencedColumns } = constraint;
  const referenced = references === undefined ? undefined : catalog.byId(references);
  return JSON.stringify([
    type, type === 'check' ? [] : columns, check ? formOf(check) : '', excludes === undefined ? '' : normalized(excludes).filter((word) => word !== '(' && word !== ')').join(' '), noInherit === true, nullsNotDistinct === true, overTime === true,
    deferrable ?? '', enforced, matchFull === true, onDelete ?? 'no action', onUpdate ?? 'no action', referenced ? nameOf(referenced) : '', referencedColumns, includedBy(constraint, catalog),
  ]);
}

export function indexShape({ unique, method, keys, include, where, nullsNotDistinct }: Index): string {
  return JSON.stringify([
    unique, method, keys.map(({ expression, operatorClass, collation, order }) => [formOf(expression), withoutPublic(operatorClass), collationText(collation), order ?? '']),
    include, where ? formOf(where) : '', nullsNotDistinct === true,
  ]);
}

/** A server that is read says `public` of all that is there, such as gin_trgm_ops. */
function withoutPublic(name = ''): string {
  return name.replace(/^public\./, '');
}

function formOf({ shape, columns: [column = ''], text }: Expression): string {
  return shape === 'column' ? JSON.stringify(['column', column]) : expressionForm(text);
}
