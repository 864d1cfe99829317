import { rules } from '../../rules/index.ts';
import type { Major } from '../../src/effects/effect.ts';
import { nearestConfig } from '../../src/config/nearest.ts';
import type { Found, Source } from '../../src/migrations/source.ts';
import { disk } from '../../src/project/disk.ts';
import { findProjects } from '../../src/project/find.ts';
import type { Project } from '../../src/project/project.ts';
import { openProject } from '../../src/project/project.ts';
import { SOURCES } from '../../src/project/sources.ts';
import { filesSource, sqlFilesBelow } from './files.ts';

/** The projects that Phasewise finds in a folder, and what no layout of theirs takes as one more. */
export function projectsIn(folder: string, major: Major = 18): readonly Project[] {
  const found = discovered(folder, major);
  const taken = new Set(found.flatMap(({ migrations }) => migrations.flatMap(({ reads }) => reads.map(({ path }) => path))));
  const rest = sqlFilesBelow(folder, disk).filter((path) => !taken.has(path));
  const others = rest.length === 0 ? [] : [opened(filesSource(rest, folder), { root: folder, folders: [folder], versionTable: { name: '' } }, major)];
  return [...found, ...others].filter(({ migrations }) => migrations.length > 0);
}

/** Only those that it finds. */
export function projectsFoundIn(folder: string, major: Major): readonly Project[] {
  return discovered(folder, major).filter(({ migrations }) => migrations.length > 0);
}

function discovered(folder: string, major: Major): readonly Project[] {
  return findProjects([folder], SOURCES, disk).discoveries.map(({ source, found }) => opened(source, found, major));
}

function opened(source: Source, found: Found, major: Major): Project {
  return openProject({ source, found, config: nearestConfig(found.root, disk, rules), world: disk, majors: [major] });
}
