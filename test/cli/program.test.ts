import { expect, test } from 'vitest';
import { createRequire } from 'node:module';
import { complain } from '../../src/cli/complaint.ts';
import { UsageError } from '../../src/cli/io.ts';
import { isColoured, mayMove } from '../../src/cli/terminal.ts';
import { VERSION } from '../../src/version.ts';
import pc from 'picocolors';
import { phasewise } from './fake-io.ts';
import { folder, SHOP } from './folder.ts';

test('the version is that of the package', async () => {
  const { version }: { version: string } = createRequire(import.meta.url)('../../package.json');
  expect(VERSION).toBe(version);
  expect(await phasewise('--version', '/')).toEqual({ code: 0, out: `${version}\n`, err: '' });
});

test('help ends with 0, no command at all with 2', async () => {
  const help = await phasewise('--help', '/');
  expect(help).toMatchObject({ code: 0, err: '' });
  expect(help.out).toContain('$ phasewise lint');
  expect(await phasewise('', '/')).toMatchObject({ code: 2, out: '', err: help.out });
  expect(await phasewise('lint --help', '/')).toMatchObject({ code: 0, err: '' });
});

test('a command that needs another one shows which there are', async () => {
  const help = await phasewise('server --help', '/');
  expect(help.out).toContain('install one, through npm, into your cache');
  expect(await phasewise('server', '/')).toEqual({ code: 2, out: '', err: help.out });
});

const TYPED = ['lint', 'explain', 'history', 'heads', 'branches', 'show', 'revision', 'merge', 'ensure_version', 'upgrade', 'downgrade', 'approve', 'current', 'status', 'stamp', 'server', 'server add', 'server remove'];

test('no line of the help is wider than 80 columns', async () => {
  const pages = await Promise.all(['--help', ...TYPED.map((command) => `${command} --help`)].map((args) => phasewise(args, '/')));
  expect(pages.flatMap(({ out }) => out.split('\n')).filter((line) => line.length > 80)).toEqual([]);
});

test.each([
  ['lnt', "unknown command 'lnt'. Did you mean lint?"],
  ['frobnicate', "unknown command 'frobnicate'. See phasewise --help."],
  ['lint --fromat json', "unknown option '--fromat'. Did you mean --format?"],
  ['lint --frobnicate', "unknown option '--frobnicate'. See phasewise lint --help."],
  ['lint --format', "option '-f, --format <name>' argument missing. See phasewise lint --help."],
  ['show', "missing required argument 'revision'. See phasewise show --help."],
  ['server add', "missing required argument 'major'. See phasewise server add --help."],
  ['server ad 16', "unknown command 'ad'. Did you mean add?"],
  ['heads 003', "too many arguments for 'heads'. Expected 0 arguments but got 1. See phasewise heads --help."],
])('%s', async (args, message) => {
  expect(await phasewise(args, folder(SHOP))).toEqual({ code: 2, out: '', err: `phasewise: ${message}\n` });
});

test('our own mistakes are ours, with the stack only for those who ask', () => {
  const said = (env: Record<string, string>) => {
    let err = '';
    const code = complain(new TypeError('x is not a function'), {
      env, cwd: '/repo', interactive: false, columns: 80, colors: pc.createColors(false),
      out: () => {}, err: (text) => { err += text; }, interrupted: new AbortController().signal, input: () => Promise.resolve(new Uint8Array()),
    });
    return { code, err };
  };
  const line = 'phasewise: this is a mistake in Phasewise, not in your project: TypeError: x is not a function. Run it again with PHASEWISE_DEBUG=1 and report what it prints.\n';
  expect(said({})).toEqual({ code: 2, err: line });
  expect(said({ PHASEWISE_DEBUG: '1' }).err).toMatch(/^phasewise: .*\nTypeError: x is not a function\n {4}at /);
});

test('paths are told as seen from the current folder; at the root of the disk nothing is cut', () => {
  const said = (cwd: string) => {
    let err = '';
    complain(new UsageError('there is no /repo/a.sql. Write postgresql://host.'), {
      env: {}, cwd, interactive: false, columns: 80, colors: pc.createColors(false),
      out: () => {}, err: (text) => { err += text; }, interrupted: new AbortController().signal, input: () => Promise.resolve(new Uint8Array()),
    });
    return err;
  };
  expect(said('/repo')).toBe('phasewise: there is no a.sql. Write postgresql://host.\n');
  expect(said('/')).toBe('phasewise: there is no /repo/a.sql. Write postgresql://host.\n');
});

test.each([
  [{}, true, true], [{ TERM: 'xterm', NO_COLOR: '1' }, true, true], [{ TERM: 'dumb' }, true, false], [{}, false, false],
])('a line may move with %j, on a terminal: %j → %j', (env, isTerminal, expected) => {
  expect(mayMove(env, isTerminal)).toBe(expected);
});

test.each([
  [[], {}, true, true],
  [[], {}, false, false],
  [[], { NO_COLOR: '1' }, true, false],
  [[], { NO_COLOR: '' }, true, true],
  [[], { FORCE_COLOR: '1' }, false, true],
  [[], { FORCE_COLOR: '0' }, true, false],
  [[], { TERM: 'dumb' }, true, false],
  [['--no-color'], { FORCE_COLOR: '1' }, true, false],
  [['lint', '--color'], { NO_COLOR: '1' }, false, true],
])('colours with %j, %j, on a terminal: %j → %j', (args, env, isTerminal, expected) => {
  expect(isColoured(args, env, isTerminal)).toBe(expected);
});
