import fs from 'node:fs';
import path from 'node:path';
import type { OptionSpec } from '../../src/config/option.ts';
import type { About, Family, Rule } from '../../src/rule/rule.ts';
import { paragraphsOf } from '../../src/report/prose.ts';
import type { Fixture } from '../rules/fixture.ts';
import { FIXTURES, fixturesOf } from '../rules/fixture.ts';
import { effectsTable } from './effects-table.ts';

const PACKS: Readonly<Record<About['pack'], string>> = {
  'core': 'on, error',
  'warn': 'on, warning',
  'opt-in': 'off until the configuration gives it a level',
};

/** The page of a rule, made of the rule and its fixtures: what is said in it is what the tests hold to be true. */
export function rulePage(rule: Rule, family: string): string {
  const examples = plainestFirst(fixturesOf(rule.name));
  const bad = examples.filter(({ kind }) => kind === 'bad').map(({ name, caption }) => found(rule.name, `${name}.sql`, caption));
  const good = examples.filter(({ kind }) => kind === 'good').map(({ name, caption }) => passed(rule.name, `${name}.sql`, caption));
  const modules = fs.readdirSync(path.join(FIXTURES, rule.name)).filter((file) => file.endsWith('.py')).sort();
  return [
    MADE,
    `# ${rule.name}`,
    rule.summary,
    `| level | pack | family | since |\n|---|---|---|---|\n| ${PACKS[rule.pack]} | ${rule.pack} | ${family} | ${rule.since} |`,
    '## Why',
    ...paragraphsOf(rule.why),
    ...effectsTable(rule.name, examples.find(({ kind }) => kind === 'bad')),
    '## Found',
    ...bad,
    ...modules.filter((file) => file.startsWith('bad')).map((file) => found(rule.name, file, captionOf(rule.name, file))),
    '## Not found',
    ...good,
    ...modules.filter((file) => file.startsWith('good')).map((file) => passed(rule.name, file, captionOf(rule.name, file))),
    ...(rule.options === undefined ? [] : ['## Options', optionsTable(rule.options), tomlOf(rule)]),
    '## To allow it in one place',
    `\`\`\`sql\n-- phasewise: allow ${rule.name}: the reason, and until 2027-01-31 where it is to end\n\`\`\``,
    ...(rule.manual.length > 0 ? ['## Sources', rule.manual.map((link) => `- <${link}>`).join('\n')] : []),
  ].join('\n\n') + '\n';
}

/** Who reads a page meets the shortest example first. */
export function plainestFirst(examples: readonly Fixture[]): readonly Fixture[] {
  const length = ({ migrations }: Fixture) => migrations.join('').length;
  return [...examples].sort((a, b) => length(a) - length(b));
}

/** The list of all rules by family. */
export function rulesIndex(families: readonly Family[]): string {
  return [
    MADE,
    '# Rules',
    'Levels: **error** and **warning** are on, *off* is on when the configuration gives it a level.',
    ...families.flatMap(({ name, rules }) => [`## ${name}`, table(rules, '')]),
  ].join('\n\n') + '\n';
}

/** The same for the README, in one table. */
export function rulesTable(families: readonly Family[]): string {
  return families.map(({ name, rules }) => `**${name}**\n\n${table(rules, 'docs/rules/')}`).join('\n\n');
}

const MADE = '<!-- Made by `npm run generate` from the rule and its fixtures. -->';
const LEVELS = { 'core': '**error**', 'warn': '**warning**', 'opt-in': '*off*' } as const;

function table(rules: readonly Rule[], folder: string): string {
  const rows = rules.map(({ name, summary, pack }) => `| [\`${name}\`](${folder}${name}.md) | ${summary} | ${LEVELS[pack]} |`);
  return `| rule | in short | level |\n|---|---|---|\n${rows.join('\n')}`;
}

function found(rule: string, file: string, caption: string): string {
  const said = fs.readFileSync(path.join(FIXTURES, rule, file.replace(/\.(?:sql|py)$/, '.txt')), 'utf8');
  return `${caption}:\n\n${codeOf(rule, file)}\n\n\`\`\`text\n${withoutEnding(said)}\n\`\`\``;
}

function passed(rule: string, file: string, caption: string): string {
  return `${caption}:\n\n${codeOf(rule, file)}`;
}

function codeOf(rule: string, file: string): string {
  const lines = fs.readFileSync(path.join(FIXTURES, rule, file), 'utf8').split('\n');
  return `\`\`\`${file.endsWith('.py') ? 'python' : 'sql'}\n${lines.slice(1).join('\n').trim()}\n\`\`\``;
}

function captionOf(rule: string, file: string): string {
  return fs.readFileSync(path.join(FIXTURES, rule, file), 'utf8').split('\n', 1)[0]?.replace(/^# /, '') ?? '';
}

/** The last lines of a report count what was read; they are the same everywhere. */
function withoutEnding(report: string): string {
  return report.trimEnd().split(/\n\n(?=\d+ (?:error|warning|note))/)[0] ?? '';
}

function optionsTable(options: NonNullable<Rule['options']>): string {
  const rows = Object.entries(options).map(([name, spec]) => `| \`${name}\` | ${spec.about} | ${spec.kind === 'choice' ? spec.of.map((one) => `\`${one}\``).join(', ') : spec.kind} | \`${literal(spec)}\` |`);
  return `| option | what it says | kind | without it |\n|---|---|---|---|\n${rows.join('\n')}`;
}

function tomlOf({ name, options = {} }: Rule): string {
  const lines = Object.entries(options).map(([key, spec]) => `${key} = ${literal(spec)}`);
  return `\`\`\`toml\n[rules.${name}]\nlevel = "warning"\n${lines.join('\n')}\n\`\`\``;
}

function literal(spec: OptionSpec): string {
  if (spec.kind === 'duration') return JSON.stringify(`${spec.otherwise}ms`);
  return JSON.stringify(spec.otherwise);
}
