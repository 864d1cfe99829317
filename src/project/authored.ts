import type { AuthoredPhase, Writing } from '../migrations/author.ts';
import type { Cure } from '../migrations/cure.ts';
import type { Project } from './project.ts';
import { scriptOf } from './project.ts';

export function writingOf(project: Project): Writing {
  return {
    statement({ script, index }) {
      const step = scriptOf(project, script)?.steps[index];
      if (step?.kind !== 'statement') throw new RangeError(`Step ${index} of ${script} is no statement.`);
      return step;
    },
    textOf: (path) => project.textOf(path),
    tool: project.tool,
  };
}

/** The phases of a cure in the writer's language; none where there is no cure. */
export function authored(cure: Cure, project: Project): readonly AuthoredPhase[] {
  return cure.kind === 'phases' ? project.source.author.show(cure, writingOf(project)) : [];
}
