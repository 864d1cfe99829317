import type { Migration, NoScript, Script, Step } from '../../migrations/migration.ts';
import { isScript } from '../../migrations/migration.ts';
import type { Problem } from '../../migrations/problem.ts';
import { hashOf } from '../../text/hash.ts';
import { nameOf } from '../../text/path.ts';
import type { Place, SourceText } from '../../text/place.ts';
import { DEFAULT_NAMING } from './emit/naming.ts';
import { stepsOf } from './steps.ts';
import { stringOf } from './string-of.ts';
import type { Modules } from './modules.ts';
import type { Customs } from './perform.ts';
import type { FunctionDef, PythonFile, StmtNode } from './python.ts';
import { parsePython } from './python.ts';
import type { Scope } from './scope.ts';
import { docstringOf, moduleScope } from './definitions.ts';
import { relativeModule } from './relative-module.ts';
import type { Value } from './value.ts';

/** One revision file: its migration, or why there is none, and what is wrong with it. */
export interface ModuleReading { readonly migration?: Migration; readonly problems: readonly Problem[] }

/** `alembic_version.version_num` is a VARCHAR(32). */
const LONGEST_ID = 32;

/** Without a word from the project: the newest versions, and names as SQLAlchemy gives them. */
export const DEFAULT_CUSTOMS: Customs = { naming: DEFAULT_NAMING, versions: {}, handed: new Map() };

export function readModule(source: SourceText, customs: Customs = DEFAULT_CUSTOMS, modules?: Modules): ModuleReading {
  const file = parsePython(source);
  if (file.kind === 'not python') {
    const message = `${nameOf(source.path)} is not valid Python: ${file.message}.`;
    return { problems: [{ name: 'syntax-error', level: 'error', message, place: file.place }] };
  }
  modules?.begin();
  const scope = moduleScope(file, modules);
  const revision = scope.lookup('revision');
  const id = revision && stringOf(revision)?.value;
  if (!revision || !id) return { problems: [withoutRevision(file, revision)] };

  const problems: Problem[] = [];
  const list = (name: string) => idsOf(name, scope, problems);
  const docstring = docstringOf(file.body, file)?.trim() ?? '';
  const upgrade = scriptOf(upgradeSteps(file, scope, customs), `${id.text.text}#up`, source.path);
  const downgrade = downgradeOf(file, scope, id.text.text, customs);
  const application = modules ? applicationIn(file, modules) : [];
  const reads = [{ path: source.path, hash: source.hash }, ...(modules?.used ?? [])];
  const migration: Migration = {
    revision: id.text.text,
    parents: list('down_revision'),
    dependsOn: list('depends_on'),
    labels: list('branch_labels'),
    title: titleOf(docstring),
    description: docstring,
    place: revision.place,
    ...(application.length > 0 && { application }),
    reads,
    upgrade: withCode(upgrade, reads),
    downgrade: isScript(downgrade) ? withCode(downgrade, reads) : downgrade,
  };
  if (migration.revision.length > LONGEST_ID) problems.push(tooLong(migration));
  return { migration, problems };
}

/** Imports of the module and of its functions. */
function applicationIn(file: PythonFile, modules: Modules): NonNullable<Migration['application']> {
  return [...file.body, ...file.body.flatMap((statement) => (statement.nodeType === 'FunctionDef' ? statement.body : []))].flatMap((statement) => {
    const place = file.placeOf(statement);
    return importedBy(statement, file).filter((name) => modules.isApplication(name)).slice(0, 1).map((name) => ({ module: name, place }));
  });
}

/** The modules, or the names in one, that an import brings. */
function importedBy(statement: StmtNode, file: PythonFile): readonly string[] {
  if (statement.nodeType === 'Import') return statement.names.map(({ name }) => name);
  if (statement.nodeType !== 'ImportFrom') return [];
  const { level = 0, module } = statement;
  const from = level === 0 ? module ?? '' : relativeModule(file.source.path, level, module);
  return [from, ...statement.names.map(({ name }) => `${from}.${name}`)];
}

function withCode(script: Script, reads: Migration['reads']): Script {
  return script.steps.some(({ kind }) => kind === 'unread') ? { ...script, code: hashOf(reads.map(({ hash }) => hash).join(' ')) } : script;
}

function scriptOf(steps: readonly Step[], id: Script['id'], path: string): Script {
  return { id, path, steps, optsOut: false };
}

function upgradeSteps(file: PythonFile, scope: Scope, customs: Customs): readonly Step[] {
  const definition = functionNamed(file, 'upgrade');
  if (definition) return stepsOf(definition, scope, customs);
  const reason = `Alembic stops here: ${nameOf(file.source.path)} has no function upgrade().`;
  return [{ kind: 'unread', reason, place: start(file.source), reach: 'anything', when: { kind: 'always' }, stops: true }];
}

function downgradeOf(file: PythonFile, scope: Scope, revision: string, customs: Customs): Script | NoScript {
  const definition = functionNamed(file, 'downgrade');
  if (!definition) return { none: 'absent' };
  const [first] = definition.body.filter((statement) => !saysNothing(statement));
  if (!first) return { none: 'empty' };
  if (first.nodeType === 'Raise') return { none: 'raises' };
  return scriptOf(stepsOf(definition, scope, customs), `${revision}#down`, file.source.path);
}

/** `pass`, a docstring, `...` */
function saysNothing(statement: StmtNode): boolean {
  return statement.nodeType === 'Pass' || statement.nodeType === 'Comment' || (statement.nodeType === 'Expr' && statement.value.nodeType === 'Constant');
}

/** The last definition counts, as it does when Python runs. */
function functionNamed(file: PythonFile, name: string): FunctionDef | undefined {
  return file.body.filter((statement) => statement.nodeType === 'FunctionDef').findLast((statement) => statement.name === name);
}

/** Ids as Alembic takes them: a string, a tuple or list of strings, or None. */
function idsOf(name: string, scope: Scope, problems: Problem[]): readonly string[] {
  const value = scope.lookup(name);
  if (!value || value.kind === 'none') return [];
  const values = value.kind === 'list' ? value.items : [value];
  return values.flatMap((item) => {
    const id = stringOf(item)?.value;
    if (id) return [id.text.text];
    problems.push({
      name: 'unreadable-revision', level: 'error', place: item.place,
      message: `Phasewise cannot read ${name}: it takes a string, a tuple of strings or None, written as literals.`,
    });
    return [];
  });
}

function withoutRevision(file: PythonFile, value: Value | undefined): Problem {
  const name = nameOf(file.source.path);
  if (value) {
    return { name: 'unreadable-revision', level: 'error', message: `The revision of ${name} is no string literal; write it as revision = '…'.`, place: value.place };
  }
  const said = /^[ \t]*Revision ID:[ \t]*(\S+)/m.exec(docstringOf(file.body, file) ?? '')?.[1];
  const message = said === undefined
    ? `${name} has no variable revision, so Alembic refuses the whole folder. Add revision = '…', or move the file out of the folder.`
    : `${name} names its revision only in the docstring, which Alembic does not read. Add revision = '${said}'.`;
  return { name: 'no-revision', level: 'error', message, place: start(file.source) };
}

function tooLong({ revision, place }: Migration): Problem {
  return {
    name: 'long-revision-id', level: 'finding', place,
    message: `The revision id has ${revision.length} characters; alembic_version holds ${LONGEST_ID}, and the server refuses this one.`,
  };
}

/** The first paragraph of a docstring, on one line. */
function titleOf(docstring: string): string {
  return (docstring.split(/\n[ \t]*\n/)[0] ?? '').replace(/\s+/g, ' ').trim();
}

function start(source: SourceText): Place {
  const end = source.text.search(/[\r\n]|$/);
  return { path: source.path, span: { start: 0, end } };
}
