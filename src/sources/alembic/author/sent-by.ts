import { hashOf } from '../../../text/hash.ts';
import { readModule } from '../module.ts';
import { indented } from './as-execute.ts';

/** The SQL that code sends, alone in an upgrade() below these lines; undefined where some of it is not known. */
export function sentBy(code: string, above: readonly string[], path = 'alone.py'): readonly string[] | undefined {
  const text = ["revision = 'alone'", 'from alembic import op', ...above, 'def upgrade():', indented(code, 4), ''].join('\n');
  const steps = readModule({ path, text, hash: hashOf(text) }).migration?.upgrade.steps ?? [];
  const sent = steps.flatMap((step) => (step.kind === 'statement' ? [step.sql.text] : []));
  return sent.length === steps.length ? sent : undefined;
}
