import { rules } from '../../rules/index.ts';
import { CONFIG_FILE, configIn } from '../config/read.ts';
import { disk } from '../project/disk.ts';
import { upstreamOf } from '../project/git.ts';
import { review } from '../project/judge.ts';
import type { Project } from '../project/project.ts';
import { DEFAULT_MAJORS, TAKEN_OVER } from '../project/project.ts';
import { counted } from '../report/summary.ts';
import { majorsText } from '../report/majors.ts';
import { relativeTo } from '../text/path.ts';
import type { InitOptions } from './init.ts';
import type { ExitCode, Io } from './io.ts';
import { UsageError } from './io.ts';
import { openOneProject } from './opening.ts';
import { projectMeant } from './project-options.ts';
import { writeWhole } from './write-whole.ts';

/** Writes the configuration of the project here into the current folder. Throws what `complain` knows. */
export function init(options: InitOptions, io: Io): ExitCode {
  const { print } = options;
  const held = configIn(io.cwd, disk, rules);
  if (held?.path !== undefined && !print) throw new UsageError(`${relativeTo(io.cwd, held.path)} configures Phasewise already. \`phasewise init --print\` shows what a new one would say.`);
  const project = openOneProject(projectMeant(options), io);
  const { findings, counts } = review(project, rules, { directions: ['up'] });
  const text = configFor(project, io.cwd);
  if (print) {
    io.out(text);
    return 0;
  }
  writeWhole(`${io.cwd}/${CONFIG_FILE}`, text);
  const errors = findings.filter(({ level }) => level === 'error').length;
  io.out(`✓ ${CONFIG_FILE} for ${counted(counts.revisions, 'revision')} of ${project.format} in ${relativeTo(io.cwd, project.found.folders[0] ?? project.root)}\n`);
  if (errors > 0) {
    io.out(`\n${counted(errors, 'error')} in what is there already. \`phasewise lint\` shows ${errors === 1 ? 'it' : 'them'}; \`phasewise baseline\` makes lint speak of what is new only.\n`);
  }
  return 0;
}

/** What is as it would be by default stands behind a #, so that the file says what the project says. */
function configFor(project: Project, cwd: string): string {
  const { format, tool, found, root, graph } = project;
  const upstream = upstreamOf(root);
  const [folder] = found.folders;
  const head = graph?.heads.length === 1 ? graph.heads[0] : undefined;
  const isForeign = tool.name !== TAKEN_OVER;
  return `#:schema ./node_modules/phasewise/phasewise.schema.json
# What Phasewise is told of this project: ${format}. Every key: https://github.com/phasewise/phasewise

# The majors of PostgreSQL that you run on. A cure must work on the lowest.
# postgres = "${DEFAULT_MAJORS[0] ?? ''}-${DEFAULT_MAJORS.at(-1) ?? ''}"${project.majors.length === DEFAULT_MAJORS.length ? '' : `   # judged now: ${majorsText(project.majors)}`}

# Who applies the migrations: a lock is held as long as its tool holds it.
# tool = ${isForeign ? `"phasewise"   # instead of ${tool.name}: Phasewise's own runner` : '"phasewise"'}

# Where the migrations are, if Phasewise should look nowhere else.
# migrations = ${JSON.stringify(folder === undefined ? 'migrations' : relativeTo(cwd, folder))}

# What stands on this branch is published, and must not change any more.
${upstream === undefined ? '# published = "origin/main"' : `published = ${JSON.stringify(upstream)}`}

# The sources of the application: what they name, the running release uses.
# release = ["app/**/*.py"]

# The last revision of the time before Phasewise: what comes after it is reported.
# start-after = ${JSON.stringify(head ?? '')}

# essential: errors only. recommended: warnings too. strict: warnings are errors, and what is off by default warns.
# preset = "recommended"

# Files that are read and not reported.
# ignore = ["db/legacy/**"]

# The level of a rule, or a table of its level and options: \`phasewise rules\` lists them, \`phasewise explain <rule>\` says what they mean.
[rules]
# drop-column = "warning"
${isForeign ? `
# Settings that are in force where ${tool.name} connects: those that a role or your own start script makes.
# [session]
# lock_timeout = "2s"
` : ''}
# What the history begins with, where it is not an empty database, and how large its tables are.
# [catalog]
# from = "phasewise.snapshot.json"         # phasewise snapshot
# statistics = "phasewise.snapshot.json"   # phasewise snapshot --stats
`;
}
