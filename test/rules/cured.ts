import type { Cure, Part } from '../../src/migrations/cure.ts';
import type { ScriptId, Statement, StatementAt } from '../../src/migrations/migration.ts';
import type { Project } from '../../src/project/project.ts';
import { scriptOf } from '../../src/project/project.ts';
import type { Reported } from '../../src/rule/finding.ts';
import { lastScript } from './fixture.ts';

export interface CuredHistory {
  readonly migrations: readonly string[];
  /** The scripts made from contract phases. */
  readonly contracts: ReadonlySet<ScriptId>;
}

/** The history with what a finding complains of replaced by the phases of its cure, as the source's author writes them. */
export function cured(project: Project, migrations: readonly string[], finding: Reported, cure: Extract<Cure, { kind: 'phases' }>): CuredHistory {
  const last = lastScript(project);
  const gone = new Set([finding.at.index, ...cure.phases.flatMap(({ parts }) => parts.flatMap(citedBy))]);
  const remaining = last.steps.flatMap((step, index) => (step.kind === 'statement' && !gone.has(index) ? [`${step.sql.text};`] : []));
  const marker = last.optsOut ? ['-- transaction: false'] : [];

  const authored = project.source.author.show(cure, {
    statement: (at) => statementAt(project, at),
    textOf: project.textOf,
    tool: project.tool,
  });
  const history = migrations.slice(0, -1);
  if (remaining.length > 0) history.push([...marker, ...remaining].join('\n'));
  const contracts = authored.flatMap(({ phase, code }): ScriptId[] => {
    history.push(code);
    return phase === 'contract' ? [`${String(history.length).padStart(3, '0')}#up`] : [];
  });
  return { migrations: history, contracts: new Set(contracts) };
}

function citedBy(part: Part): readonly number[] {
  return part.kind === 'keep' || part.kind === 'change' ? [part.at.index] : [];
}

function statementAt(project: Project, { script, index }: StatementAt): Statement {
  const step = scriptOf(project, script)?.steps[index];
  if (step?.kind !== 'statement') throw new Error(`${script} has no statement ${index}`);
  return step;
}
