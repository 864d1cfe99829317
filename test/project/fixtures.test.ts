import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { DEFAULT_CONFIG } from '../../src/config/config.ts';
import { absolute, disk } from '../../src/project/disk.ts';
import { findProjects } from '../../src/project/find.ts';
import { review } from '../../src/project/judge.ts';
import { openProject } from '../../src/project/project.ts';
import { SOURCES } from '../../src/project/sources.ts';
import { relativeTo } from '../../src/text/path.ts';

const PROJECTS = absolute(path.resolve(import.meta.dirname, '../../fixtures/projects'));

/** What is found: the rule, and the words it points at with their line. */
function foundIn(name: string): readonly string[] {
  const { discoveries } = findProjects([`${PROJECTS}/${name}`], SOURCES, disk);
  return discoveries.flatMap(({ source, found }) => {
    const project = openProject({ source, found, config: DEFAULT_CONFIG, world: disk });
    const { findings, problems, unread } = review(project, rules);
    expect([...problems, ...unread]).toEqual([]);
    return findings.map(({ rule, place: { path: file, span } }) => {
      const { line } = project.linesOf(file).positionOf(span.start);
      return `${rule} ${relativeTo(`${PROJECTS}/${name}`, file)}:${line} ${project.textOf(file).slice(span.start, span.end)}`;
    });
  });
}

const V = 'migrations/versions';
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  'alembic-todo': [
    `create-table-locks-parent ${V}/002_add_conversations.py:21 op.create_table`,
    `foreign-key-without-index ${V}/002_add_conversations.py:41 sa.ForeignKeyConstraint(['user_id'], ['users.id`,
    `missing-lock-timeout ${V}/003_add_advanced_task_features.py:22 op.add_column`,
    `foreign-key-without-index ${V}/003_add_advanced_task_features.py:47 sa.ForeignKeyConstraint(['tag_id'], ['tags.id'], ondelete='CASCADE'`,
    `index-build-under-exclusive-lock ${V}/003_add_advanced_task_features.py:50 op.create_index`,
    `index-build-under-exclusive-lock ${V}/003_add_advanced_task_features.py:51 op.create_index`,
    `index-build-under-exclusive-lock ${V}/003_add_advanced_task_features.py:52 op.create_index`,
    `index-build-under-exclusive-lock ${V}/003_add_advanced_task_features.py:53 op.create_index`,
  ],
  'alembic-unsafe': [
    `foreign-key-without-index ${V}/4f1c0a7be210_customers_and_orders.py:38 sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name='orders_customer_id_fkey`,
    `drop-column ${V}/8d02b6c55e31_drop_fax.py:21 op.drop_column`,
    `rename-column ${V}/a3e94d1f7c08_rename_full_name.py:20 new_column_name='display_name'`,
    `add-required-column ${V}/c7715e20ab96_require_currency.py:21 nullable=False`,
    `index-not-concurrent ${V}/d90f3b84c1e7_index_orders_by_time.py:20 op.create_index`,
    `missing-lock-timeout ${V}/e15a6c9d0274_backfill_status.py:21 op.add_column`,
    `backfill-under-ddl-lock ${V}/e15a6c9d0274_backfill_status.py:22 UPDATE`,
    `required-column-breaks-inserts ${V}/e15a6c9d0274_backfill_status.py:23 nullable=False`,
    `set-not-null-scan ${V}/e15a6c9d0274_backfill_status.py:23 nullable=False`,
  ],
  'alembic-safe': [
    `foreign-key-without-index ${V}/2b8e60d1f5a3_customers_and_orders.py:38 sa.ForeignKeyConstraint(['customer_id'], ['customers.id'], name='orders_customer_id_fkey`,
    `drop-column ${V}/6a40c9e7d812_drop_fax.py:23 op.drop_column`,
    `missing-lock-timeout ${V}/7d91f2b35c60_add_display_name.py:23 op.add_column`,
    `drop-column ${V}/a8f3160cd947_drop_full_name.py:23 op.drop_column`,
    `missing-lock-timeout ${V}/b04d8e92f7a1_require_currency.py:21 op.add_column`,
    `missing-lock-timeout ${V}/c3a95f0e6b24_add_status.py:23 op.add_column`,
    `missing-lock-timeout ${V}/e2076bd9a41c_check_status.py:20 op.create_check_constraint('orders_status_present`,
    `missing-lock-timeout ${V}/f1d64c0b9e72_require_status.py:21 nullable=False`,
    `missing-lock-timeout ${V}/f9a3072e5d18_drop_status_check.py:20 op.drop_constraint`,
  ],
  'alembic-branched': [
    `missing-lock-timeout ${V}/2a90ab5d7712_ticket_notes.py:18 op.add_column`,
    `create-table-locks-parent ${V}/3b81d7c40e66_invoices.py:18 op.create_table`,
    `missing-lock-timeout ${V}/5e0c9d51fa34_audit_who.py:18 op.add_column`,
    `missing-lock-timeout ${V}/6d11c6e8f059_together.py:18 op.add_column`,
  ],
  'sql-shop': [
    'foreign-key-without-index migrations/001_create_shop.sql:30 REFERENCES products (id)',
    'foreign-key-without-index migrations/003_ship_orders.sql:8 REFERENCES orders (id)',
    'index-not-concurrent migrations/003_ship_orders.sql:14 CREATE INDEX',
  ],
  'atlas-shop': [
    'missing-lock-timeout migrations/20250201000000_give_users_a_plan.sql:1 ADD COLUMN',
    'backfill-under-ddl-lock migrations/20250201000000_give_users_a_plan.sql:2 UPDATE',
    'not-idempotent-outside-transaction migrations/20250301000000_index_users_email.sql:3 CREATE INDEX',
  ],
  'diesel-shop': [
    'missing-lock-timeout migrations/2025-02-01-000000_give_users_a_plan/up.sql:1 ADD COLUMN',
    'backfill-under-ddl-lock migrations/2025-02-01-000000_give_users_a_plan/up.sql:2 UPDATE',
  ],
  'drizzle-shop': [
    'missing-lock-timeout drizzle/0001_give_users_a_plan.sql:1 ADD COLUMN',
    'backfill-under-ddl-lock drizzle/0001_give_users_a_plan.sql:2 UPDATE',
    'concurrently-in-transaction drizzle/0002_index_users_email.sql:1 CREATE INDEX',
  ],
  'flyway-shop': [
    'missing-lock-timeout src/main/resources/db/migration/V2__give_users_a_plan.sql:1 ADD COLUMN',
    'backfill-under-ddl-lock src/main/resources/db/migration/V2__give_users_a_plan.sql:2 UPDATE',
  ],
  'golang-migrate-shop': [
    'missing-lock-timeout migrations/000002_give_users_a_plan.up.sql:1 ADD COLUMN',
    'backfill-under-ddl-lock migrations/000002_give_users_a_plan.up.sql:2 UPDATE',
    'advisory-lock-blocks-concurrent-build migrations/000003_index_users_email.up.sql:1 CREATE INDEX',
    'missing-lock-timeout migrations/000004_index_after_commit.up.sql:2 ADD COLUMN',
    'concurrently-in-transaction migrations/000004_index_after_commit.up.sql:4 CREATE INDEX',
  ],
  'prisma-shop': [
    'missing-lock-timeout prisma/migrations/20250201000000_give_users_a_plan/migration.sql:2 ADD COLUMN',
    'backfill-under-ddl-lock prisma/migrations/20250201000000_give_users_a_plan/migration.sql:4 UPDATE',
    'advisory-lock-blocks-concurrent-build prisma/migrations/20250301000000_index_users_email/migration.sql:1 CREATE INDEX',
    'concurrently-in-transaction prisma/migrations/20250401000000_index_users_plan/migration.sql:2 CREATE INDEX',
  ],
};

test('every fixture project is expected here', () => {
  expect(fs.readdirSync(PROJECTS).sort()).toEqual(Object.keys(EXPECTED).sort());
});

test.each(Object.entries(EXPECTED))('%s: the findings and their places', (name, findings) => {
  expect(foundIn(name)).toEqual(findings);
});
