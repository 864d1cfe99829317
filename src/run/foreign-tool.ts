import type { Project } from '../project/project.ts';
import { TAKEN_OVER } from '../project/project.ts';
import { quoteQualified } from '../sql/quote.ts';
import type { Asking } from './asking.ts';
import { RunError } from './run-error.ts';
import type { Standing } from './run.ts';

/** Migrations that another tool applies are not ours to apply: its list of what is done is not ours. Throws `RunError`. */
export function refuseForeign({ found: { tool, versionTable }, config }: Project): void {
  if (!tool || config.tool === TAKEN_OVER) return;
  throw new RunError('foreign-tool', `these migrations are applied by ${tool.name}, which writes down what it has done in ${quoteQualified(tool.ledger)}; `
    + `Phasewise keeps ${versionTable.name} and would run all of them again. Go on with ${tool.name}, `
    + `or let Phasewise take over: write tool = "${TAKEN_OVER}" into phasewise.toml, and say once where a database stands with \`phasewise stamp <revision>\`.`);
}

/** A project was taken over, and nobody has said yet where this database stands. Throws `RunError`. */
export async function refuseUnstamped(asking: Asking, { found: { tool, versionTable } }: Project, { rows }: Standing): Promise<void> {
  if (!tool || rows.length > 0) return;
  const { rows: [ledger] } = await asking.query<{ there: boolean }>('SELECT pg_catalog.to_regclass($1) IS NOT NULL AS there', [quoteQualified(tool.ledger)]);
  if (ledger?.there !== true) return;
  const { rows: [applied] } = await asking.query(`SELECT FROM ${quoteQualified(tool.ledger)} LIMIT 1`);
  if (!applied) return;
  throw new RunError('foreign-tool', `${tool.name} has applied migrations to this database (${quoteQualified(tool.ledger)} lists them), and ${versionTable.name} names none. `
    + 'Nothing was changed. Say where the database stands: `phasewise stamp head` where all are applied, else `phasewise stamp <revision>` with the last one.');
}
