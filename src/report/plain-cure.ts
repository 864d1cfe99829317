import type { Cure } from '../migrations/cure.ts';
import type { Project } from '../project/project.ts';
import { cureBlocks } from './cure.ts';

/** The cure as text for places that wrap it themselves; empty where nothing is to be said. */
export function plainCure(cure: Cure, project: Project): string {
  const lines = cureBlocks(cure, project, Infinity).join('\n\n').split('\n');
  return lines.map((line) => line.replace(/^ {2}/, '')).join('\n');
}
