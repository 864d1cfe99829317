import pc from 'picocolors';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG, ConfigError } from '../../src/config/config.ts';
import { SourceError } from '../../src/migrations/source.ts';
import { findProjects } from '../../src/project/find.ts';
import { review } from '../../src/project/judge.ts';
import { openProject } from '../../src/project/project.ts';
import { SOURCES } from '../../src/project/sources.ts';
import type { Review } from '../../src/project/review.ts';
import { FORMATS } from '../../src/report/formats.ts';
import { Unreadable } from '../../src/text/world.ts';
import { VERSION } from '../../src/version.ts';
import { memoryWorld } from '../text/memory-world.ts';
import type { Input } from './input.ts';

const ROOT = '/fuzz';
const CONTEXT = { rules, version: VERSION, colors: pc.createColors(false), columns: 100, cwd: ROOT };

/** The whole judgement of an input, both ways, in one format after the other from input to input. Throws what Phasewise would call a mistake of its own. */
export function judge({ number, files }: Input): readonly Review[] {
  const world = memoryWorld(Object.fromEntries(Object.entries(files).map(([path, bytes]) => [`${ROOT}/${path}`, bytes])));
  try {
    const reviews = findProjects([ROOT], SOURCES, world).discoveries.map(({ source, found }) =>
      review(openProject({ source, found, config: DEFAULT_CONFIG, world }), rules, { directions: ['up', 'down'] }));
    const format = FORMATS[number % FORMATS.length];
    const said = format?.render(reviews, CONTEXT) ?? '';
    if (format?.name === 'json' || format?.name === 'sarif') JSON.parse(said);
    return reviews;
  } catch (error) {
    if (error instanceof SourceError || error instanceof ConfigError || error instanceof Unreadable) return [];
    throw error;
  }
}
