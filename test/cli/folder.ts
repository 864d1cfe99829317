import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** A folder on the disk with these files, gone after the test. Its `.git` keeps the search for projects within it. */
export function folder(files: Readonly<Record<string, string | Uint8Array>>): string {
  const root = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'phasewise-')));
  onTestFinished(() => fs.rmSync(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries({ '.git/HEAD': '', ...files })) {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  }
  return root.split(path.sep).join('/');
}

/** A plain SQL project: 002 builds an index on a table of 001. */
export const SHOP = {
  'migrations/001_orders.sql': 'CREATE TABLE orders (id bigint PRIMARY KEY, buyer bigint);\n',
  'migrations/002_index.sql': 'CREATE INDEX orders_buyer ON orders (buyer);\n',
};

export const QUIET = { 'migrations/001_orders.sql': SHOP['migrations/001_orders.sql'] };
