import { noCure } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';

export default defineScriptRule({
  name: 'row-security-without-policy',
  summary: 'Create the policies of a table before row-level security is switched on.',
  why: `
    Row-level security without a policy lets nobody see or write a row but the owner of the table and roles that bypass
    it. For the running application the table is empty from one moment to the next, without an error.
  `,
  pack: 'warn',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/ddl-rowsecurity.html'],

  check(script) {
    return script.each('alter table').flatMap(({ operation: { does, table }, here }) => {
      if (does !== 'ENABLE ROW LEVEL SECURITY' || here.surelyNew(table)) return [];
      const relation = here.lastSeen(table);
      const attached = relation && script.after.attachedTo(relation);
      if ((attached?.known ? attached.value : attached?.last ?? []).some(({ kind }) => kind === 'policy')) return [];

      const name = here.named(table);
      const hidden = `roles other than its owner find no row in ${attached?.known ? name : 'it'} from the moment this commits, and can write none.`;
      return [{
        message: attached?.known ? `${hidden.charAt(0).toUpperCase()}${hidden.slice(1)}` : `Unless ${name} has a policy from before, ${hidden}`,
        at: here.at,
        because: here.locks,
        cure: noCure('Create its policies in the same migration, and before this statement: until it they do nothing.'),
      }];
    });
  },
});
