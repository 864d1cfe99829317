import { GitError, Repository } from '../project/git.ts';
import type { Project } from '../project/project.ts';
import { heldBy } from '../project/start.ts';
import { isAbsolute, nameOf, relativeTo } from '../text/path.ts';
import type { Io } from './io.ts';
import type { ChangedOptions } from './version-control.ts';

/** Why a file may not be changed any more, as one full sentence; undefined: it may. */
export type Keeps = (path: string) => string | undefined;

export interface PublishedOptions extends ChangedOptions {
  /** Somebody vouches that nobody else has what git cannot tell about. */
  readonly unpublished?: true;
}

/** What a database has applied, or others have got, stays as it is; where nobody knows, it takes somebody who says so. */
export function keepsOf(project: Project, options: PublishedOptions, io: Pick<Io, 'cwd'>): Keeps {
  const applied = appliedIn(project, io);
  const elsewhere = publishedIn(project, options);
  return (path) => applied(path) ?? elsewhere(path);
}

function appliedIn({ start, graph, migrations }: Project, { cwd }: Pick<Io, 'cwd'>): Keeps {
  if (!start || !graph || start.at.length === 0) return () => undefined;
  const held = heldBy(start, graph);
  const files = new Set(migrations.filter(({ revision }) => held.has(revision)).flatMap(({ reads }) => reads.map(({ path }) => path)));
  const name = isAbsolute(start.name) ? relativeTo(cwd, start.name) : start.name;
  return (path) => (files.has(path) ? `${nameOf(path)} is applied in ${name}.` : undefined);
}

function publishedIn({ root, config }: Project, { since, unpublished }: PublishedOptions): Keeps {
  const unknown = (why: string): Keeps => (unpublished ? () => undefined : () => `${why} Name the branch that others have with --since, or say --unpublished where nobody has it yet.`);
  try {
    const repository = Repository.around(root, '--fix');
    const named = since ?? config.published;
    const branches = named === undefined ? repository.publishedBranches() : [named];
    if (branches.length === 0) return unknown('Nothing tells whether others have this migration: git knows no remote branch here.');
    const commits = branches.flatMap((name) => [{ name, commit: name }, { name, commit: repository.forkFrom(name) }]);
    return (path) => {
      const found = commits.find(({ commit }) => repository.read(commit, path) !== undefined);
      return found && `${nameOf(path)} stands on ${found.name}, so others may have applied it: write the change as a migration of its own.`;
    };
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return unknown('Nothing tells whether others have this migration: there is no git history here that says it.');
  }
}

