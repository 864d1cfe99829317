import { rules } from '../../rules/index.ts';
import { paragraphsOf } from '../report/prose.ts';
import { paragraph, proseWidth } from '../report/wrap.ts';
import type { About } from '../rule/rule.ts';
import { nearest } from '../text/nearest.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';

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
  const silence = `[rules] ${rule.name} = "off" in phasewise.toml turns it off; "note", "warning" and "error" set its level.`;
  return [
    `${colors.bold(rule.name)}\n${text(rule.summary)}`,
    `${colors.bold('Why')}\n${text(rule.why)}`,
    `${colors.bold('Pack')}\n${text(`${PACKS[rule.pack]}; since ${rule.since}`)}`,
    `${colors.bold('Level')}\n${text(silence)}`,
    ...(rule.manual.length > 0 ? [`${colors.bold('PostgreSQL\'s manual')}\n${rule.manual.map((link) => `  ${link}`).join('\n')}`] : []),
  ].join('\n\n') + '\n';
}

function unknown(name: string): UsageError {
  const meant = nearest(name, rules.map((rule) => rule.name));
  return new UsageError(`there is no rule ${name}. ${meant === undefined ? '`phasewise rules` lists them all.' : `Did you mean ${meant}?`}`);
}
