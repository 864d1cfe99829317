import type pg from 'pg';
import type { Catalog } from '../../src/catalog/catalog.ts';
import type { Difference } from '../../src/catalog/difference.ts';
import { differencesOf } from '../../src/catalog/difference.ts';
import { guarded, Replay } from '../../src/catalog/history.ts';
import { readLive } from '../../src/catalog/live/live.ts';
import { emptyCatalog } from '../../src/catalog/replayed.ts';
import { restored } from '../../src/catalog/restored.ts';
import { thingsOf } from '../../src/catalog/things.ts';
import type { Migration, Script } from '../../src/migrations/migration.ts';
import type { Reading } from '../../src/operations/operation.ts';
import { readStatement } from '../../src/operations/read.ts';
import type { Project } from '../../src/project/project.ts';
import { refusedInTransaction } from '../../src/effects/effects.ts';
import type { ScriptSessions } from '../../src/session/transactions.ts';
import { transactionsOf } from '../../src/session/transactions.ts';
import { placeOf } from '../../src/text/mapped.ts';
import type { Refusal } from './sender.ts';
import { Sender } from './sender.ts';
import { placeIn } from './tally.ts';

export interface Refused extends Refusal { readonly place: string }

/** A project told and run side by side: what the server refused, and in what the two catalogs differ in the end. */
export interface Comparison {
  readonly ran: number;
  readonly refused: readonly Refused[];
  /** Tables, columns, constraints, indexes and types that both sides have been asked about; `doubted`: those we are not sure of. */
  readonly things: number;
  readonly doubted: number;
  readonly differences: readonly Difference[];
}

/** Runs the upgrades of a project in order. What the server refuses is left out of the catalog that is told. */
export async function compareOnServer(project: Project, client: pg.Client, admin: pg.Client): Promise<Comparison> {
  const sender = new Sender(client, admin);
  const history = new Replay(emptyCatalog({ complete: true }));
  const refused: Refused[] = [];
  let ran = 0;

  for (const { upgrade } of inOrder(project)) {
    const readings = upgrade.steps.map((step): Reading | undefined => (step.kind === 'statement' ? readStatement(step.sql.text) : undefined));
    const sessions = sessionsOf(upgrade, readings, project);
    for (const [index, step] of upgrade.steps.entries()) {
      const session = sessions.before[index];
      if (!session || step.kind === 'boundary') continue;
      if (step.kind === 'unread') {
        history.unread(step, session);
        continue;
      }
      const reading = readings[index];
      const operations = guarded(reading?.operations ?? [], step.when);
      const runs = history.catalog.holds(step.when, session);
      if (runs.known && !runs.value) continue;
      if (runs.known) {
        const refusal = await sender.send(step.sql.text, operations, session);
        ran += 1;
        if (refusal) {
          refused.push({ ...refusal, place: placeIn(project, placeOf(step.sql, { start: 0, end: step.sql.text.length })) });
          continue;
        }
      }
      history.step(operations, { script: upgrade.id, statement: index }, session);
      for (const unread of reading?.unread ?? []) history.unread(unread, session);
    }
    const refusal = await sender.end();
    if (refusal) refused.push({ ...refusal, place: upgrade.path });
    history.catalog = history.catalog.disconnected();
  }
  const live = restored(await readLive(client), 'server');
  return { ran, refused, ...compared(history.catalog, live, await brought(admin)) };
}

/** Relations and types of extensions: no statement of the project makes them. */
async function brought(admin: pg.Client): Promise<readonly string[]> {
  const { rows } = await admin.query<{ name: string }>(`
    SELECT quote_ident(nspname) || '.' || quote_ident(coalesce(relname, typname)) AS name FROM pg_depend
      LEFT JOIN pg_class c ON classid = 'pg_class'::regclass AND c.oid = objid
      LEFT JOIN pg_type t ON classid = 'pg_type'::regclass AND t.oid = objid
      JOIN pg_namespace n ON n.oid = coalesce(relnamespace, typnamespace)
    WHERE deptype = 'e'`);
  return rows.map(({ name }) => name);
}

function compared(told: Catalog, live: Catalog, apart: readonly string[]): Pick<Comparison, 'things' | 'doubted' | 'differences'> {
  const all = [...thingsOf(told).all.values()];
  return {
    things: all.length,
    doubted: all.filter(({ sure }) => !sure).length,
    differences: differencesOf(told, live, { apart }),
  };
}

function inOrder({ graph, migrations }: Project): readonly Migration[] {
  return graph ? graph.order.flatMap((id) => graph.revisions.get(id)?.migration ?? []) : migrations;
}

function sessionsOf(script: Script, readings: readonly (Reading | undefined)[], { tool }: Project): ScriptSessions {
  return transactionsOf(script, readings, tool, (index) => refusedInTransaction(readings[index]?.operations ?? []));
}
