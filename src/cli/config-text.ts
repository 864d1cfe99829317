import { rules } from '../../rules/index.ts';
import { Levels } from '../lint/levels.ts';
import type { Project } from '../project/project.ts';
import { relativeTo } from '../text/path.ts';
import type { Io } from './io.ts';

/** What the configuration of each project comes to, all defaults filled in: one JSON document. */
export function configText(projects: readonly Project[], { cwd }: Pick<Io, 'cwd'>): string {
  return `${JSON.stringify(projects.map((project) => configOf(project, cwd)), null, 2)}\n`;
}

function configOf({ root, format, config, majors, tool }: Project, cwd: string): object {
  const { path, rules: _said, paths, ...rest } = config;
  const levels = new Levels(config);
  return {
    project: relativeTo(cwd, root),
    format,
    from: path === undefined ? null : relativeTo(cwd, path),
    ...rest,
    postgres: majors,
    tool: tool.name,
    paths,
    rules: Object.fromEntries(rules.map((rule) => [rule.name, { level: levels.of(rule), ...levels.optionsOf(rule) }])),
  };
}
