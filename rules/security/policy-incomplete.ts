import type { Attached } from '../../src/catalog/object.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { listed } from '../../src/rule/listed.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { Placed } from '../../src/rule/script-situation.ts';

type Policy = Extract<Attached, { kind: 'policy' }>;

export default defineScriptRule({
  name: 'policy-incomplete',
  summary: 'Give every command of a table a permissive policy.',
  why: `
    Under row-level security a command needs a permissive policy of its own, or one FOR ALL: without it SELECT, UPDATE
    and DELETE find no row and say nothing, and INSERT fails. Restrictive policies allow nothing by themselves.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createpolicy.html'],
  options: { commands: { kind: 'texts', about: 'The commands that need a policy.', otherwise: ['select', 'insert', 'update', 'delete'] } } as const,

  check(script, { commands }) {
    const last = new Map<string, Placed<'create policy' | 'drop policy' | 'alter table'>>();
    for (const placed of script.each('create policy', 'drop policy', 'alter table')) {
      const relation = placed.here.lastSeen(placed.operation.table);
      const concerns = placed.operation.kind !== 'alter table' || placed.operation.does === 'ENABLE ROW LEVEL SECURITY';
      if (relation && concerns) last.set(relation.id, placed);
    }
    return [...last].flatMap(([id, { operation, here }]) => {
      const relation = script.after.byId(id);
      const attached = relation && script.after.attachedTo(relation);
      if (!attached?.known) return [];
      const policies = attached.value.filter((one) => one.kind === 'policy');
      const missing = commands.filter((command) => !policies.some((policy) => allows(policy, command)));
      if (policies.length === 0 || missing.length === 0) return [];
      const names = missing.map((command) => command.toUpperCase());
      return [{
        message: `No permissive policy of ${here.named(operation.table)} is for ${listed(names, 'or')}: under row-level security only its owner can do that.`,
        at: here.at,
        span: operation.span,
        because: [],
        cure: advice(`Create one for ${listed(names)}, or none and say so by an allowance.`),
      }];
    });
  },
});

function allows({ command, permissive }: Policy, wanted: string): boolean {
  if (command === undefined) return true;
  return permissive === true && (command === 'all' || command === wanted.toLowerCase());
}
