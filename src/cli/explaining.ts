import { rules } from '../../rules/index.ts';
import { pageOf } from '../report/page.ts';
import { paragraphsOf } from '../report/prose.ts';
import { paragraph, proseWidth } from '../report/wrap.ts';
import type { About } from '../rule/rule.ts';
import { nearest } from '../text/nearest.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';
import { examplesOf } from './rule-examples.ts';

const PACKS: Readonly<Record<About['pack'], string>> = {
  core: 'core: on, its findings are errors',
  warn: 'warn: on, its findings are warnings',
  'opt-in': 'opt-in: off until phasewise.toml gives it a level',
};

/** The page of one rule. Throws `UsageError` for a name that is none. */
export function explain(name: string, { columns, colors }: Pick<Io, 'columns' | 'colors'>): string {
  const rule = rules.find((one) => one.name === name);
  if (!rule) throw unknown(name);
  const text = (content: string) => paragraphsOf(content).map((part) => paragraph(part, proseWidth(columns), '  ')).join('\n\n');
  const silence = `[rules] ${rule.name} = "off" in phasewise.toml turns it off; "note", "warning" and "error" set its level. \`-- phasewise: allow ${rule.name}: <reason>\` beside a statement allows it there.`;
  const heading = (words: string) => colors.bold(words);
  const indented = (code: string) => code.split('\n').map((line) => (line === '' ? '' : `  ${line}`)).join('\n');
  const options = Object.entries(rule.options ?? {}).map(([key, { about, otherwise }]) => text(`${key}: ${about} Without it: ${JSON.stringify(otherwise).replaceAll(',', ', ')}.`));
  return [
    `${heading(rule.name)}\n${text(rule.summary)}`,
    `${heading('Why')}\n${text(rule.why)}`,
    ...examplesOf(rule.name).flatMap(({ title, parts }) => [`${heading(title)}\n${parts.map((part) => (part.kind === 'code' ? indented(part.text) : text(part.text))).join('\n\n')}`]),
    `${heading('Pack')}\n${text(`${PACKS[rule.pack]}; since ${rule.since}`)}`,
    `${heading('Level')}\n${text(silence)}`,
    ...(options.length > 0 ? [`${heading('Options')}\n${options.join('\n')}`] : []),
    `${heading('More')}\n${[pageOf(rule), ...rule.manual].map((link) => `  ${link}`).join('\n')}`,
  ].join('\n\n') + '\n';
}

function unknown(name: string): UsageError {
  const meant = nearest(name, rules.map((rule) => rule.name));
  return new UsageError(`there is no rule ${name}. ${meant === undefined ? '`phasewise rules` lists them all.' : `Did you mean ${meant}?`}`);
}
