// `npm run alembic-reading -- <folder…> [--json]`: the share of real projects' Alembic scripts that is read whole. See docs/alembic-reading.md.
import { parseArgs } from 'node:util';
import { absolute } from '../../src/project/disk.ts';
import { projectsFoundIn } from './projects.ts';
import type { Reading, Wholeness } from './whole.ts';
import { readingOf, scriptsIn, together } from './whole.ts';

const { values, positionals } = parseArgs({ allowPositionals: true, options: { json: { type: 'boolean' }, reasons: { type: 'string', default: '20' } } });
if (positionals.length === 0) throw new Error('npm run alembic-reading -- <folder…> [--json] [--reasons 20]');

const readings: readonly Reading[] = positionals.flatMap((written) => projectsFoundIn(absolute(written), 18).filter(({ source }) => source.name === 'Alembic').map(readingOf));
const total = { upgrades: together(readings.map(({ upgrades }) => upgrades)), downgrades: together(readings.map(({ downgrades }) => downgrades)) };

if (values.json === true) console.log(JSON.stringify({ projects: readings, total }, undefined, 1));
else {
  for (const { root, files, unreadable, upgrades, downgrades } of readings) {
    console.log(`${root}: ${files} revisions\n  upgrades ${shares(upgrades)}\n  downgrades ${shares(downgrades)}`);
    for (const message of unreadable) console.log(`  unreadable: ${message}`);
  }
  console.log(`\nIn total ${readings.length} projects, ${readings.reduce((sum, { files }) => sum + files, 0)} revisions`);
  for (const [name, all] of Object.entries(total)) {
    console.log(`  ${name} ${shares(all)}`);
    for (const { reason, scripts, examples } of all.reasons.slice(0, Number(values.reasons))) console.log(`    ${scripts} ${reason}${examples.map((example) => `\n        ${example}`).join('')}`);
  }
}

function shares(all: Wholeness): string {
  const { whole, rowsUnread, alembicStops, none } = all;
  const scripts = scriptsIn(all);
  const share = (count: number) => `${count} (${((100 * count) / Math.max(1, scripts)).toFixed(2)} %)`;
  const nothing = Object.entries(none).filter(([, count]) => count > 0).map(([name, count]) => `${name} ${count}`);
  return [
    `read whole ${share(whole)} of ${scripts}`, `with those where Alembic itself stops ${share(whole + alembicStops)}`,
    `with those where only rows are unread ${share(whole + alembicStops + rowsUnread)}`, ...(nothing.length > 0 ? [`no script: ${nothing.join(', ')}`] : []),
  ].join('; ');
}
