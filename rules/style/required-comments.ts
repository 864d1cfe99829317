import { advice } from '../../src/rule/cure/build.ts';
import { defineScriptRule } from '../../src/rule/rule.ts';
import type { ScriptSituation } from '../../src/rule/script-situation.ts';
import { tablesMade } from '../../src/rule/tables-made.ts';
import type { Named } from '../../src/sql/name.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineScriptRule({
  name: 'required-comments',
  summary: 'Say what new tables are for, where the database keeps it.',
  why: `
    COMMENT keeps a sentence with the table or column itself, where every tool and every newcomer finds it. What is not
    written when a table is made is hardly ever written later.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-comment.html'],
  options: {
    on: { kind: 'choice', about: 'What needs a comment: new tables, or their columns as well.', otherwise: 'tables', of: ['tables', 'columns'] },
  } as const,

  check(script, { on }) {
    return tablesMade(script).flatMap(({ operation: { table, columns }, here, relation }) => {
      const names = [...new Set([table.name, relation.name])];
      const columnsMissing = on === 'columns' ? columns.filter(({ name }) => !names.some((of) => isCommented(script, of, name.name))) : [];
      const missing: readonly { readonly what: string; readonly of: Named }[] = [
        ...(names.some((name) => isCommented(script, undefined, name)) ? [] : [{ what: `TABLE ${here.named(table)}`, of: table }]),
        ...columnsMissing.map(({ name }) => ({ what: `COLUMN ${here.named(table)}.${quoteName(name.name)}`, of: name })),
      ];
      return missing.map(({ what, of }) => ({
        message: `Nothing in the database says what ${what.slice(what.indexOf(' ') + 1)} is for.`,
        at: here.at,
        span: of.span,
        because: [],
        cure: advice(`Add COMMENT ON ${what} IS '…'.`),
      }));
    });
  },
});

function isCommented(script: ScriptSituation, of: string | undefined, name: string): boolean {
  return script.each('comment').some(({ operation: { on } }) => on?.name === name && on.of === of && (on.type === 'relation' || on.type === 'column'));
}
