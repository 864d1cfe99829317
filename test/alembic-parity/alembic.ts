import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** One run of Alembic's offline mode: `alembic <command> <range> --sql` in a folder. */
export interface Job { readonly folder: string; readonly command: 'upgrade' | 'downgrade'; readonly range: string }

export interface Answer {
  readonly versions: { readonly alembic: string; readonly sqlalchemy: string };
  readonly runs: readonly ({ readonly sql: string } | { readonly stops: string })[];
}

/** The Python that has Alembic: Debian's, unless ALEMBIC_PYTHON names another. */
export const PYTHON = process.env['ALEMBIC_PYTHON'] ?? '/usr/bin/python3';

/** Runs real Alembic over many projects in one process. */
export function runAlembic(jobs: readonly Job[]): Answer {
  const script = fileURLToPath(new URL('run_alembic.py', import.meta.url));
  const ran = spawnSync(PYTHON, [script], { input: JSON.stringify(jobs), encoding: 'utf8', maxBuffer: 1e9, env: { ...process.env, PYTHONHASHSEED: '0', DATABASE_URL: 'postgresql://' } });
  if (ran.status !== 0) throw new Error(`${PYTHON} cannot run Alembic; on Debian: apt-get install alembic python3-psycopg2.\n${ran.stderr}`);
  return JSON.parse(ran.stdout);
}
