// `npm run pictures`: runs commands on the fixture projects and draws what the terminal shows, colours included.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { install } from '../../test/servers/install.mjs';

const root = path.resolve(import.meta.dirname, '..', '..');
const PICTURES = [
  ['finding', 'alembic-unsafe', ['lint', 'migrations/versions/d90f3b84c1e7_index_orders_by_time.py']],
  ['approved', 'alembic-safe', ['lint']],
  ['observed', 'alembic-unsafe', ['observe', 'e15a', '--pg', '18']],
];

const CELL = { width: 8.4, height: 19 };
const COLORS = { 31: '#f97583', 32: '#85e89d', 33: '#ffea7f', 34: '#79b8ff', 35: '#b392f0', 36: '#56d4dd', 90: '#959da5' };

for (const [name, project, words] of PICTURES) {
  const { stdout } = spawnSync(process.execPath, [path.join(root, 'dist', 'bin.cjs'), ...words], {
    cwd: path.join(root, 'fixtures', 'projects', project), encoding: 'utf8', env: { ...process.env, FORCE_COLOR: '1', NO_COLOR: '', PHASEWISE_SERVERS: install() },
  });
  fs.writeFileSync(path.join(import.meta.dirname, `${name}.svg`), drawn([`\x1b[2m$\x1b[22m phasewise ${words.join(' ')}`, '', ...stdout.trimEnd().split('\n')]));
}

function drawn(lines) {
  const state = { color: undefined, bold: false, dim: false, underline: false };
  const spans = lines.map((line) => runsOf(line, state));
  const columns = Math.max(...spans.map((runs) => runs.reduce((sum, { text }) => sum + [...text].length, 0)));
  const width = Math.ceil(columns * CELL.width + 32);
  const height = lines.length * CELL.height + 40;
  const rows = spans.map((runs, row) => {
    const tspans = runs.map(({ text, style }) => `<tspan${style}>${escaped(text)}</tspan>`).join('');
    return `<text x="16" y="${32 + row * CELL.height}" xml:space="preserve">${tspans}</text>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#e1e4e8">
<rect width="100%" height="100%" rx="8" fill="#24292e"/>
${rows.join('\n')}
</svg>
`;
}

/** The stretches of a line that look alike; `state` goes on from line to line. */
function runsOf(line, state) {
  const runs = [];
  for (const part of line.split(/(\x1b\[\d+m)/)) {
    const code = /^\x1b\[(\d+)m$/.exec(part)?.[1];
    if (code === undefined) {
      if (part !== '') runs.push({ text: part, style: styleOf(state) });
      continue;
    }
    if (code === '0') Object.assign(state, { color: undefined, bold: false, dim: false, underline: false });
    else if (code === '1') state.bold = true;
    else if (code === '2') state.dim = true;
    else if (code === '4') state.underline = true;
    else if (code === '22') Object.assign(state, { bold: false, dim: false });
    else if (code === '24') state.underline = false;
    else if (code === '39') state.color = undefined;
    else state.color = COLORS[code];
  }
  return runs;
}

function styleOf({ color, bold, dim, underline }) {
  return [
    color ? ` fill="${color}"` : '',
    bold ? ' font-weight="bold"' : '',
    dim ? ' fill-opacity="0.6"' : '',
    underline ? ' text-decoration="underline"' : '',
  ].join('');
}

function escaped(text) {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
