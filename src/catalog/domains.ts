import type { ConstraintSpec, OperationOf } from '../operations/operation.ts';
import type { Draft } from './draft.ts';
import { freeConstraintName } from './made-name.ts';
import type { DomainConstraint } from './object.ts';
import type { TypeName } from './types.ts';
import { changeType, createType } from './types.ts';

export function createDomain(draft: Draft, { type, base, constraints, fallback }: OperationOf<'create domain'>): void {
  createType(draft, type, { type: 'domain', base, fallback });
  for (const constraint of constraints) addDomainConstraint(draft, type, { ...constraint, validated: true });
}

/** A second NOT NULL changes nothing. */
export function addDomainConstraint(draft: Draft, type: TypeName, { type: kind, name, validated, check }: Pick<ConstraintSpec, 'type' | 'name' | 'validated' | 'check'>): void {
  if (kind !== 'check' && kind !== 'not null') return;
  changeType(draft, type, (held) => {
    if (kind === 'not null' && held.constraints.some((one) => one.type === 'not null')) return {};
    const label = kind === 'check' ? 'check' : 'not_null';
    const made = name?.name ?? freeConstraintName(draft, held.schema, held.name, undefined, label, held.constraints.map((one) => one.name));
    return { constraints: [...held.constraints, { name: made, type: kind, validated, check }] };
  });
}

export function changeDomainConstraint(draft: Draft, type: TypeName, name: string, change: Partial<DomainConstraint>): void {
  changeType(draft, type, ({ constraints }) => ({ constraints: constraints.map((held) => (held.name === name ? { ...held, ...change } : held)) }));
}

export function removeDomainConstraints(draft: Draft, type: TypeName, which: (constraint: DomainConstraint) => boolean): void {
  changeType(draft, type, ({ constraints }) => ({ constraints: constraints.filter((held) => !which(held)) }));
}
