import type { ForeignTool } from '../../migrations/source.ts';
import type { Look } from './look.ts';
import type { SqlTool } from './tool.ts';
import { atlas } from './tools/atlas.ts';
import { bun } from './tools/bun.ts';
import { dbmate } from './tools/dbmate.ts';
import { diesel } from './tools/diesel.ts';
import { drizzle } from './tools/drizzle.ts';
import { flyway } from './tools/flyway.ts';
import { golangMigrate } from './tools/golang-migrate.ts';
import { goose } from './tools/goose.ts';
import { graphileMigrate } from './tools/graphile-migrate.ts';
import { hasura } from './tools/hasura.ts';
import { liquibase } from './tools/liquibase.ts';
import { maragudkMigrate } from './tools/maragudk-migrate.ts';
import { nodePgMigrate } from './tools/node-pg-migrate.ts';
import { phasewise } from './tools/phasewise.ts';
import { play } from './tools/play.ts';
import { pop } from './tools/pop.ts';
import { postgresMigrations } from './tools/postgres-migrations.ts';
import { prisma } from './tools/prisma.ts';
import { rambler } from './tools/rambler.ts';
import { refinery } from './tools/refinery.ts';
import { river } from './tools/river.ts';
import { sqitch } from './tools/sqitch.ts';
import { sqlMigrate } from './tools/sql-migrate.ts';
import { sqlx } from './tools/sqlx.ts';
import { supabase } from './tools/supabase.ts';
import { tern } from './tools/tern.ts';

/** Every tool whose files are read, in the order in which a folder is asked whose it is: marks of its own, then words in its files, then names that several use. */
export const TOOLS: readonly SqlTool[] = [
  sqitch, liquibase, atlas, prisma, drizzle, supabase, graphileMigrate,
  goose, sqlMigrate, rambler, play, river, tern, dbmate,
  refinery, flyway, pop, sqlx, diesel, hasura, maragudkMigrate, bun, golangMigrate, postgresMigrations, nodePgMigrate,
  phasewise,
];

export function toolOf(here: Look): SqlTool {
  return TOOLS.find((tool) => tool.owns(here)) ?? phasewise;
}

/** What others need to know of a tool. */
export function foreign({ id, name, ledger }: SqlTool): ForeignTool {
  return { id, name, ledger };
}

/** The tool of that name in phasewise.toml; files that nobody has put marks on are our own runner's. */
export function toolNamed(id: string | undefined): SqlTool {
  return TOOLS.find((tool) => tool.id === id) ?? phasewise;
}
