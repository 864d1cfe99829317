import { spawn } from 'node:child_process';
import type { PathStep } from '../revisions/path.ts';

/** How the project's own tool is called. */
export interface Delegate {
  /** As a person calls it: "Alembic". */
  readonly name: string;
  readonly command: string;
  /** The words before those that say what it is to do. */
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What must not be printed, whoever says it. */
  readonly secrets: readonly string[];
}

/** How it ended. `took`: in milliseconds. */
export type DelegateEnd =
  | { readonly kind: 'ended'; readonly code: number | null; readonly took: number }
  /** `because`: a clause. */
  | { readonly kind: 'not started'; readonly because: string };

/**
 * What Alembic is asked for so that it runs just this script; undefined where it would run others too: a merge undone, or
 * a revision that others depend on.
 */
export function wordsFor({ revision, direction, rows }: PathStep): readonly string[] | undefined {
  if (direction === 'up') return ['upgrade', revision.id];
  const [change, ...others] = rows;
  if (!change || others.length > 0 || revision.parents.length > 1 || revision.dependsOn.length > 0) return undefined;
  if (change.kind === 'update') return ['downgrade', change.to];
  return change.kind === 'delete' && revision.parents.length === 0 ? ['downgrade', `${revision.id}@base`] : undefined;
}

/** Calls it, and tells each line that it prints without the secrets in it. Ctrl-C reaches it too. */
export function callDelegate({ command, args, cwd, env, secrets }: Delegate, words: readonly string[], { signal, said }: { readonly signal: AbortSignal; said(line: string): void }): Promise<DelegateEnd> {
  const began = performance.now();
  return new Promise((resolve) => {
    const child = spawn(command, [...args, ...words], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const stop = () => child.kill('SIGINT');
    signal.addEventListener('abort', stop, { once: true });
    const rests = [child.stdout, child.stderr].map((stream) => {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (text: string) => {
        const lines = `${rest}${text}`.split(/\r?\n/);
        rest = lines.pop() ?? '';
        for (const line of lines) said(withoutSecrets(line, secrets));
      });
      return () => { if (rest !== '') said(withoutSecrets(rest, secrets)); };
    });
    const ended = (end: DelegateEnd) => {
      signal.removeEventListener('abort', stop);
      for (const rest of rests) rest();
      resolve(end);
    };
    child.on('error', (error) => { ended({ kind: 'not started', because: 'code' in error && error.code === 'ENOENT' ? 'there is no such program' : error.message }); });
    child.on('close', (code) => { ended({ kind: 'ended', code, took: performance.now() - began }); });
  });
}

/** Shorter ones are no secrets, and taking them out would spoil every line. */
const SHORTEST_SECRET = 4;

/** Passwords in addresses, in `password=…`, and those that are known. */
export function withoutSecrets(line: string, secrets: readonly string[]): string {
  const known = secrets.filter(({ length }) => length >= SHORTEST_SECRET).toSorted((a, b) => b.length - a.length);
  return known.reduce((text, secret) => text.replaceAll(secret, '•••'), line)
    .replace(/(\/\/[^\s:/@]*:)[^\s/@]+(?=@)/g, '$1•••')
    .replace(/\b(password["']?\s*[=:]\s*)(?:"[^"]*"|'[^']*'|[^\s,)]+)/gi, '$1•••');
}
