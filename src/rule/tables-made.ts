import type { Relation } from '../catalog/object.ts';
import type { OperationOf } from '../operations/operation.ts';
import type { ScriptSituation } from './script-situation.ts';
import type { Situation } from './situation.ts';

/** A table that a script makes and that is there when it has run. */
export interface TableMade { readonly operation: OperationOf<'create table'>; readonly here: Situation; readonly relation: Relation }

/** Tables of a script's own: no partitions, which are like their parents, and nothing temporary. */
export function tablesMade(script: ScriptSituation): readonly TableMade[] {
  return script.each('create table').flatMap(({ operation, here }) => {
    const relation = relationMade(operation, here, script);
    return relation && relation.persistence !== 'temporary' && !script.after.partitionOf(relation) ? [{ operation, here, relation }] : [];
  });
}

/** By its birth where that is one table's alone: it may have another name by now. */
function relationMade({ table }: OperationOf<'create table'>, here: Situation, { after }: ScriptSituation): Relation | undefined {
  const born = after.relations().filter((relation) =>
    (relation.type === 'table' || relation.type === 'partitioned') && relation.born.script === here.at.script && relation.born.statement === here.at.index);
  return born.length === 1 ? born[0] : born.find(({ name }) => name === table.name);
}
