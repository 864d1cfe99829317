import type { Kind, OperationOf } from '../../../src/operations/operation.ts';
import { withRuns } from '../../../src/rule/fact.ts';
import type { Reported } from '../../../src/rule/finding.ts';
import type { RelationSeen } from '../../../src/server/observer/relations.ts';
import type { ObjectName } from '../../../src/sql/name.ts';
import type { Judge } from '../facts-of-rules.ts';
import type { Seen } from '../seen.ts';
import { namedIn, relationCalled } from '../seen.ts';
import type { Story, Verdict } from '../verdict.ts';
import { unjudged } from '../verdict.ts';

export function ofStatement(judge: (finding: Reported, seen: Seen, story: Story) => Verdict | undefined): Judge {
  return (finding, story) => story.seen && judge(finding, story.seen, story);
}

/** What the statement asks for, and the code that it runs. */
export function operationsOf<K extends Kind>({ fact }: Seen, kind: K): readonly OperationOf<K>[] {
  const is = (operation: OperationOf<Kind>): operation is OperationOf<K> => operation.kind === kind;
  return withRuns(fact).flatMap(({ reading }) => reading.operations.filter(is));
}

export function relationOf({ schema, name }: ObjectName, { scene, fact }: Seen): RelationSeen | undefined {
  return schema === undefined ? namedIn(name, fact.session.searchPath, scene) : relationCalled({ schema, name }, scene);
}

/** It stood before the script. */
export function stood({ oid }: RelationSeen, { scene }: Seen): boolean {
  return scene.columns.has(oid);
}

/** The server had another reason to refuse it, or none to show anything. */
export function missing({ refused, fate }: Seen): Verdict {
  return unjudged(fate === 'refused' ? `refused: ${refused?.sqlstate ?? ''} ${refused?.message ?? ''}` : 'the server had no occasion to show it');
}
