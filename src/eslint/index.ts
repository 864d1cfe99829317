import type { ConfigObject, Plugin, RulesConfig } from '@eslint/core';
import { rules as all } from '../../rules/index.ts';
import type { About } from '../rule/rule.ts';
import { VERSION } from '../version.ts';
import { MigrationLanguage } from './language.ts';
import { BROKEN_HISTORY, SYNTAX_ERROR } from './notice.ts';
import { pythonComments, pythonTree } from './python-tree.ts';
import type { Described, MigrationRule } from './rule.ts';
import { ruleOf } from './rule.ts';
import { sqlComments, sqlTree } from './sql-tree.ts';

const HOME = 'https://github.com/phasewise/phasewise';

/** What is not the finding of any rule of Phasewise, and its level in `recommended`. */
const OWN: readonly (Described & { readonly level: 'error' | 'warn' })[] = [
  {
    name: SYNTAX_ERROR, url: HOME, recommended: true, level: 'error',
    summary: 'Disallow statements that PostgreSQL, or Python, would refuse to read.',
  },
  {
    name: BROKEN_HISTORY, url: HOME, recommended: true, level: 'error',
    summary: 'Disallow files and revisions from which no order of migrations follows.',
  },
];

const levels: RulesConfig = Object.fromEntries([
  ...all.filter(({ pack }) => pack !== 'opt-in').map(({ name, pack }) => [`phasewise/${name}`, pack === 'core' ? 'error' : 'warn']),
  ...OWN.map(({ name, level }) => [`phasewise/${name}`, level]),
]);

const rules: Record<string, MigrationRule> = Object.fromEntries([...all.map(described), ...OWN].map((one) => [one.name, ruleOf(one)]));

function described({ name, summary, pack }: About): Described {
  return { name, summary, url: `${HOME}/blob/main/docs/rules/${name}.md`, recommended: pack !== 'opt-in' };
}

const recommended: ConfigObject[] = [];

/** Lints plain SQL and Alembic migrations in ESLint 9.15 and later, with the findings of `phasewise lint`. */
const plugin = {
  meta: { name: 'phasewise', version: VERSION, namespace: 'phasewise' },
  languages: {
    /** `.sql` files. */
    sql: new MigrationLanguage({ language: 'sql', tree: sqlTree, comments: sqlComments }),
    /** Alembic's revision files. */
    alembic: new MigrationLanguage({ language: 'python', tree: pythonTree, comments: pythonComments }),
  },
  rules,
  configs: {
    /** Every rule that is on by default, for `.sql` files and Alembic's `versions` folders. */
    recommended,
  },
} satisfies Plugin;

recommended.push(
  { name: 'phasewise/sql', files: ['**/*.sql'], plugins: { phasewise: plugin }, language: 'phasewise/sql', rules: levels },
  { name: 'phasewise/alembic', files: ['**/versions/*.py'], plugins: { phasewise: plugin }, language: 'phasewise/alembic', rules: levels },
);

export default plugin;
// What require() gives: https://nodejs.org/api/modules.html#loading-ecmascript-modules-using-require
export { plugin as 'module.exports' };
