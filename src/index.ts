/**
 * Phasewise as a library: read a project's migrations, judge them, and say what was found. All of it is synchronous, and
 * nothing connects to a server.
 *
 * ```js
 * import { disk, findProjects, nearestConfig, openProject, review, rules, sources } from 'phasewise';
 *
 * const { discoveries } = findProjects(['/home/ada/todo'], sources, disk);
 * for (const { source, found, files } of discoveries) {
 *   const config = nearestConfig(found.root, disk, rules);
 *   const project = openProject({ source, found, config, world: disk });
 *   for (const { rule, message } of review(project, rules, { files }).findings) console.log(rule, message);
 * }
 * ```
 */

/** Which projects the given absolute paths belong to, or hold. */
export { findProjects } from './project/find.ts';
/** Every kind of project that Phasewise reads. */
export { SOURCES as sources } from './project/sources.ts';
/** The files of this machine; wrap it to show an unsaved buffer or a git index instead. */
export { disk } from './project/disk.ts';
/** The phasewise.toml that holds for a folder, or the defaults. */
export { nearestConfig } from './config/nearest.ts';
/** Reads a project whole. */
export { openProject } from './project/project.ts';
/** Judges the scripts of a project by rules. */
export { review } from './project/judge.ts';
/** All rules of Phasewise. */
export { rules } from '../rules/index.ts';
/** Makes a rule of your own, to be given to `review` beside the others. */
export { defineRule } from './rule/rule.ts';
/** The same for one that looks at a whole script. */
export { defineScriptRule } from './rule/rule.ts';
/** The same for one that looks at the whole history. */
export { defineHistoryRule } from './rule/rule.ts';
/** The formats of `phasewise lint`, as functions from reviews to text. */
export { FORMATS as formats } from './report/formats.ts';

/** A configuration that cannot be used, with the file and the key at fault. */
export { ConfigError } from './config/config.ts';
/** A configuration of the migrations' own tool that cannot be used. */
export { SourceError } from './migrations/source.ts';
/** A file that could not be read. */
export { Unreadable } from './text/world.ts';

export type { Config } from './config/config.ts';
export type { OptionSpec, OptionSpecs } from './config/option.ts';
export type { Cure, Part, Phase } from './migrations/cure.ts';
export type { Migration, Script, Statement, StatementAt, Unread } from './migrations/migration.ts';
export type { Problem } from './migrations/problem.ts';
export type { Found, Source } from './migrations/source.ts';
export type { Kind, Operation, OperationOf } from './operations/operation.ts';
export type { Discovery, Missing } from './project/find.ts';
export type { ReviewOptions } from './project/judge.ts';
export type { Opening, Project } from './project/project.ts';
export type { CureEdits } from './project/cure-edits.ts';
export type { LockSummary, NoticedLock } from './project/locks.ts';
export type { Counts, JudgedScript, Review } from './project/review.ts';
export type { Context, Format } from './report/format.ts';
export type { Finding, Level, Reported } from './rule/finding.ts';
export type { About, Rule } from './rule/rule.ts';
export type { HistorySituation } from './rule/history-situation.ts';
export type { ScriptSituation } from './rule/script-situation.ts';
export type { Situation } from './rule/situation.ts';
export type { Place, Span, TextEdit } from './text/place.ts';
export type { World } from './text/world.ts';
