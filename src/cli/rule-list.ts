import { families, rules } from '../../rules/index.ts';
import { nearestConfig } from '../config/nearest.ts';
import type { Config } from '../config/config.ts';
import { DEFAULT_CONFIG } from '../config/config.ts';
import { Levels } from '../lint/levels.ts';
import { disk } from '../project/disk.ts';
import { SCHEMA } from '../report/as-json.ts';
import { printable } from '../report/printable.ts';
import { counted } from '../report/summary.ts';
import { columnsOf } from '../report/width.ts';
import { flowed, paragraph, proseWidth, wrapped } from '../report/wrap.ts';
import type { Level } from '../rule/finding.ts';
import type { About } from '../rule/rule.ts';
import { relativeTo } from '../text/path.ts';
import { VERSION } from '../version.ts';
import type { Io } from './io.ts';

/** Less room than this beside the names is not worth having: what a rule asks for goes below. */
const BESIDE = 40;

type Screen = Pick<Io, 'columns' | 'colors' | 'cwd'>;

/** All rules by family: name, pack, level as configured, what it asks for. Throws `ConfigError`. */
export function ruleList(io: Screen): string {
  const { columns, colors } = io;
  const config = nearestConfig(io.cwd, disk, rules);
  const levels = new Levels(config);
  const names = Math.max(...rules.map(({ name }) => columnsOf(name)));
  const lineOf = (rule: About): string => {
    const level = levels.of(rule);
    const cell = `${level}${isChosen(rule, config) ? '*' : ''}`;
    const start = `  ${rule.name.padEnd(names)}  ${rule.pack.padEnd('opt-in'.length)}  ${cell.padEnd('warning*'.length)}  `;
    const painted = start.replace(rule.name, () => colors.bold(rule.name)).replace(cell, () => painter(level, io)(cell));
    const beside = proseWidth(columns) - start.length;
    if (beside < BESIDE) return `${painted.trimEnd()}\n${paragraph(rule.summary, proseWidth(columns), '      ')}`;
    const [first = '', ...more] = wrapped(rule.summary, beside);
    return [`${painted}${first}`, ...more.map((line) => `${' '.repeat(start.length)}${line}`)].join('\n');
  };
  return [
    ...families.map(({ name, rules: own }) => [colors.bold(name), ...own.map(lineOf)].join('\n')),
    [...ending(levels, config, io), colors.dim('One of them at length: phasewise explain <rule>')].join('\n'),
  ].join('\n\n') + '\n';
}

/** The same for programs. Throws `ConfigError`. */
export function rulesAsJson({ cwd }: Pick<Io, 'cwd'>): string {
  const levels = new Levels(nearestConfig(cwd, disk, rules));
  const all = families.flatMap(({ name: family, rules: own }) => own.map((rule) => {
    const { name, pack, summary, since, manual } = rule;
    return { name, family, pack, level: levels.of(rule), options: levels.optionsOf(rule), summary, since, manual };
  }));
  return `${JSON.stringify({ schema: SCHEMA, phasewise: VERSION, rules: all }, null, 2)}\n`;
}

/** "26 rules: 20 at error, 6 at warning", and where the levels come from, where it is not the packs alone. */
function ending(levels: Levels, config: Config, { columns, cwd }: Screen): readonly string[] {
  const at = (level: Level | 'off') => rules.filter((rule) => levels.of(rule) === level).length;
  const counts = (['error', 'warning', 'note', 'off'] as const).filter((level) => at(level) > 0)
    .map((level) => (level === 'off' ? `${at(level)} off` : `${at(level)} at ${level}`));
  const file = config.path === undefined ? '' : printable(relativeTo(cwd, config.path));
  const parts = [
    `${counted(rules.length, 'rule')}: ${counts.join(', ')}`,
    ...(config.preset === DEFAULT_CONFIG.preset ? [] : [`preset ${config.preset}`]),
    ...(rules.some((rule) => isChosen(rule, config)) ? [`* set in ${file}`] : []),
    ...(config.paths.length > 0 ? [`other levels for some files in ${file}`] : []),
  ];
  return flowed(parts, ' · ', proseWidth(columns));
}

function isChosen({ name }: About, config: Config): boolean {
  return config.rules[name]?.level !== undefined;
}

function painter(level: Level | 'off', { colors }: Screen): (text: string) => string {
  switch (level) {
    case 'error': return colors.red;
    case 'warning': return colors.yellow;
    case 'note': return colors.cyan;
    case 'off': return colors.dim;
  }
}
