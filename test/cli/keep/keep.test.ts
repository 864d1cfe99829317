import { spawn, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { folder } from '../folder.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
/** Built by `npm run build`, which `npm test` does first. */
const BIN = path.join(ROOT, 'dist', 'bin.cjs');
/** The small program without the large one: it can say what was kept, and nothing else. */
const ALONE = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'phasewise-alone-')), 'bin.cjs');
fs.copyFileSync(BIN, ALONE);

interface Said { readonly status: number | null; readonly stdout: string; readonly stderr: string }

/** A user with a cache of their own. */
function user() {
  const own = fs.mkdtempSync(path.join(os.tmpdir(), 'phasewise-user-'));
  const env = (more: NodeJS.ProcessEnv) => ({ PATH: process.env['PATH'] ?? '', PHASEWISE_CACHE: own, ...more });
  const run = (bin: string, args: readonly string[], cwd: string, more: NodeJS.ProcessEnv): Said => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [bin, 'lint', ...args], { cwd, env: env(more), encoding: 'utf8' });
    return { status, stdout, stderr };
  };
  return {
    own,
    env,
    lint: (args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}) => run(BIN, args, cwd, more),
    /** What was kept of that command line; undefined: nothing that still holds. */
    kept: (args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}): Said | undefined => {
      const said = run(ALONE, args, cwd, more);
      return said.stderr.includes('main.cjs') ? undefined : said;
    },
    afresh: (args: readonly string[], cwd: string, more: NodeJS.ProcessEnv = {}) => run(BIN, ['--no-cache', ...args], cwd, more),
  };
}

const answersIn = (place: string) => fs.readdirSync(place).filter((name) => name.endsWith('.answer'));

describe('what is kept is what a run says, to the byte', () => {
  const projects = fs.readdirSync(path.join(ROOT, 'fixtures', 'projects'));
  const forms = [[], ['--down', '-f', 'json'], ['-f', 'sarif'], ['-f', 'markdown', '--quiet']];

  test.each(projects)('%s', (project) => {
    const here = user();
    const cwd = path.join(ROOT, 'fixtures', 'projects', project);
    for (const form of forms) {
      const args = [...form, '--cache-location', path.join(here.own, 'answers')];
      const afresh = here.afresh(form, cwd);
      expect(here.kept(args, cwd)).toBeUndefined();
      expect(here.lint(args, cwd)).toEqual(afresh);
      expect(here.kept(args, cwd)).toEqual(afresh);
      expect(here.lint(args, cwd)).toEqual(afresh);
    }
  });

  test('the fixtures of rules, whose revisions cannot be put in order: judged anew each time', () => {
    const here = user();
    const args = ['-f', 'jsonl', '--cache-location', path.join(here.own, 'answers')];
    const cwd = path.join(ROOT, 'fixtures', 'rules');
    const afresh = here.afresh(['-f', 'jsonl'], cwd);
    expect(here.lint(args, cwd)).toEqual(afresh);
    expect(here.lint(args, cwd)).toEqual(afresh);
  });
});

const SHOP = {
  'migrations/001_orders.sql': 'CREATE TABLE orders (id int, buyer int);',
  'migrations/002_index.sql': 'CREATE INDEX ON orders (buyer);',
  'phasewise.toml': '[rules]\nindex-not-concurrent = "error"\n',
};
const SNAPSHOT = JSON.stringify({ phasewise: 'snapshot' });

describe('what a run has seen decides whether its answer still holds', () => {
  const put = (name: string, text: string) => (root: string) => {
    fs.mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    fs.writeFileSync(path.join(root, name), text);
  };
  test.each<readonly [string, (root: string) => void]>([
    ['a file that is edited', put('migrations/002_index.sql', 'CREATE INDEX CONCURRENTLY ON orders (buyer);')],
    ['a file that is edited, as long as before', put('migrations/002_index.sql', 'CREATE INDEX ON orders (id   );')],
    ['a file more', put('migrations/003_more.sql', 'DROP TABLE orders;')],
    ['a file less', (root) => fs.rmSync(path.join(root, 'migrations/002_index.sql'))],
    ['a file of another name', (root) => fs.renameSync(path.join(root, 'migrations/002_index.sql'), path.join(root, 'migrations/009_index.sql'))],
    ['another level in the configuration', put('phasewise.toml', '[rules]\nindex-not-concurrent = "note"\n')],
    ['other majors in the configuration', put('phasewise.toml', 'postgres = [18]\n')],
    ['no configuration', (root) => fs.rmSync(path.join(root, 'phasewise.toml'))],
    ['a configuration in a nearer folder', put('migrations/phasewise.toml', '[rules]\nindex-not-concurrent = "off"\n')],
    ['a baseline of findings', put('phasewise.baseline.jsonl', '')],
    ['approvals', put('phasewise.approvals.jsonl', '')],
    ['the marks of another tool', put('atlas.hcl', 'env "local" {}')],
    ['no repository around it', (root) => fs.rmSync(path.join(root, '.git'), { recursive: true })],
  ])('%s', (_name, change) => {
    const here = user();
    const root = folder(SHOP);
    here.lint([], root);
    expect(here.kept([], root)).toEqual(here.afresh([], root));
    change(root);
    const afresh = here.afresh([], root);
    const kept = here.kept([], root);
    if (kept) expect(kept).toEqual(afresh);
    expect(here.lint([], root)).toEqual(afresh);
    expect(here.kept([], root)).toEqual(afresh.status === 2 ? undefined : afresh);
  });

  test('an edit is not answered from before it', () => {
    const here = user();
    const root = folder(SHOP);
    here.lint([], root);
    put('migrations/002_index.sql', 'CREATE INDEX ON orders (id   );')(root);
    expect(here.kept([], root)).toBeUndefined();
  });

  test('a snapshot that is named', () => {
    const here = user();
    const root = folder({ ...SHOP, 'schema.sql': 'CREATE TABLE orders (id int, buyer int);' });
    const args = ['--baseline', 'schema.sql'];
    here.lint(args, root);
    expect(here.kept(args, root)).toEqual(here.afresh(args, root));
    put('schema.sql', 'CREATE TABLE orders (id int, buyer int); CREATE TABLE other (id int);')(root);
    expect(here.kept(args, root)).toBeUndefined();
    expect(here.lint(args, root)).toEqual(here.afresh(args, root));
  });

  test.each<NodeJS.ProcessEnv>([{ FORCE_COLOR: '1' }, { COLUMNS: '120' }, { GITHUB_ACTIONS: 'true' }, { LANG: 'C' }])('the environment: %j', (more) => {
    const here = user();
    const root = folder(SHOP);
    here.lint([], root);
    expect(here.kept([], root, more)).toBeUndefined();
    expect(here.lint([], root, more)).toEqual(here.afresh([], root, more));
    expect(here.kept([], root, more)).toEqual(here.afresh([], root, more));
  });

  test('other words, and another folder', () => {
    const here = user();
    const root = folder(SHOP);
    here.lint([], root);
    for (const args of [['--pg-version', '18'], ['--quiet'], ['migrations/002_index.sql'], ['-f', 'compact']]) expect(here.kept(args, root)).toBeUndefined();
    expect(here.kept([], path.join(root, 'migrations'))).toBeUndefined();
  });
});

describe('what is not kept', () => {
  test.each([
    ['a mistake', ['nowhere']],
    ['a report that is written to a file', ['-o', 'json=out.json']],
    ['what git has changed', ['--since', 'HEAD']],
  ])('%s', (_name, args) => {
    const here = user();
    const root = folder(SHOP);
    spawnSync('git', ['init', '-q'], { cwd: root });
    spawnSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', 'commit', '-q', '--allow-empty', '-m', 'x'], { cwd: root });
    here.lint(args, root);
    expect(here.kept(args, root)).toBeUndefined();
  });

  test('what comes from standard input', () => {
    const here = user();
    const root = folder(SHOP);
    const args = ['-', '--stdin-filename', 'migrations/003_x.sql'];
    spawnSync(process.execPath, [BIN, 'lint', ...args], { cwd: root, env: here.env({}), input: 'DROP TABLE orders;' });
    expect(here.kept(args, root)).toBeUndefined();
  });

  test('anything with --no-cache', () => {
    const here = user();
    here.afresh([], folder(SHOP));
    expect(fs.readdirSync(here.own, { recursive: true }).filter((name) => String(name).endsWith('.answer'))).toEqual([]);
  });
});

describe('the folder of answers', () => {
  const placed = () => {
    const here = user();
    const root = folder(SHOP);
    const place = path.join(here.own, 'answers');
    const args = ['--cache-location', place];
    here.lint(args, root);
    const [name = ''] = answersIn(place);
    return { here, root, place, args, file: path.join(place, name) };
  };

  test.each<readonly [string, (bytes: Buffer) => Buffer]>([
    ['cut short', (bytes) => bytes.subarray(0, bytes.length - 7)],
    ['changed in one place', (bytes) => { bytes[bytes.length - 20] = 88; return bytes; }],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => Buffer.from(SNAPSHOT)],
    ['sealed by nobody', (bytes) => Buffer.concat([Buffer.from('0'.repeat(64)), bytes.subarray(64)])],
  ])('an answer that is %s is passed over and written anew', (_name, spoil) => {
    const { here, root, args, file } = placed();
    fs.writeFileSync(file, spoil(fs.readFileSync(file)));
    expect(here.kept(args, root)).toBeUndefined();
    expect(here.lint(args, root)).toEqual(here.afresh([], root));
    expect(here.kept(args, root)).toEqual(here.afresh([], root));
  });

  test('an answer of another user is none of ours: it may have come with the project', () => {
    const { root, args } = placed();
    expect(user().kept(args, root)).toBeUndefined();
  });

  test('lies in node_modules where there is one', () => {
    const here = user();
    const root = folder({ ...SHOP, 'node_modules/x/package.json': '{}' });
    here.lint([], path.join(root, 'migrations'));
    expect(answersIn(path.join(root, 'node_modules', '.cache', 'phasewise'))).toHaveLength(1);
  });

  test('holds so many answers, the newest', () => {
    const { here, root, args, place, file } = placed();
    for (let at = 0; at < 80; at++) {
      const old = path.join(place, `${at}.answer`);
      fs.writeFileSync(old, 'x');
      fs.utimesSync(old, 1000 + at, 1000 + at);
    }
    here.lint([...args, '--quiet'], root);
    expect(answersIn(place)).toHaveLength(64);
    expect(fs.existsSync(file)).toBe(true);
  });

  test('a folder that cannot be written costs nothing but time', () => {
    const here = user();
    const root = folder({ ...SHOP, 'taken': '' });
    const args = ['--cache-location', 'taken'];
    expect(here.lint(args, root)).toEqual(here.afresh([], root));
    expect(here.lint(args, root)).toEqual(here.afresh([], root));
  });

  test('several runs at once', async () => {
    const { here, root, args, place } = placed();
    fs.rmSync(here.own, { recursive: true });
    const runs = await Promise.all(Array.from({ length: 6 }, () => new Promise<string>((resolve) => {
      const child = spawn(process.execPath, [BIN, 'lint', ...args], { cwd: root, env: here.env({}) });
      let said = '';
      child.stdout.on('data', (part: Buffer) => { said += part.toString(); });
      child.on('close', () => resolve(said));
    })));
    const afresh = here.afresh([], root);
    expect(runs).toEqual(runs.map(() => afresh.stdout));
    expect(fs.readdirSync(place).filter((name) => !name.endsWith('.answer'))).toEqual([]);
  });
});

describe('what V8 has compiled', () => {
  const codeIn = (own: string) => fs.readdirSync(own, { recursive: true }).map(String).filter((name) => name.endsWith('.code')).map((name) => path.join(own, name));

  test('is kept once, and passed over where it is broken', () => {
    const here = user();
    const root = folder(SHOP);
    const afresh = here.lint([], root);
    const [code = ''] = codeIn(here.own);
    const bytes = fs.readFileSync(code);
    bytes[bytes.length - 1000] = (bytes[bytes.length - 1000] ?? 0) ^ 255;
    fs.writeFileSync(code, bytes);
    expect(here.afresh([], root)).toEqual(afresh);
    expect(codeIn(here.own)).toEqual([code]);
  });
});
