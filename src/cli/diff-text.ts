import { disk } from '../project/disk.ts';
import type { Fix } from '../project/fix.ts';
import { relativeTo } from '../text/path.ts';
import type { Io } from './io.ts';

/** A unified diff of what would be written, in the dialect that `git apply` and `patch -p1` take. */
export async function diffText({ contents, fixed }: Fix, io: Pick<Io, 'cwd'>): Promise<string> {
  if (contents.size === 0) return '';
  const { FILE_HEADERS_ONLY, createTwoFilesPatch } = await import('diff');
  const patch = (from: string, to: string, was: string, is: string) => createTwoFilesPatch(from, to, was, is, undefined, undefined, { context: 3, headerOptions: FILE_HEADERS_ONLY });
  const renames = new Map(fixed.toReversed().flatMap(({ changes }) => changes.flatMap((change) => (change.kind === 'rename' ? [[change.path, change.to] as const] : []))).reduce(follow, new Map<string, string>()));
  const comesFrom = new Map([...renames].map(([from, to]) => [to, from]));
  const name = (path: string) => relativeTo(io.cwd, path);

  return [...contents].sort(([a], [b]) => (a < b ? -1 : 1)).map(([path, text]) => {
    const from = comesFrom.get(path);
    if (from !== undefined && text !== undefined) {
      const head = `diff --git a/${name(from)} b/${name(path)}\n${saved(from) === text ? 'similarity index 100%\n' : ''}rename from ${name(from)}\nrename to ${name(path)}\n`;
      return saved(from) === text ? head : head + patch(`a/${name(from)}`, `b/${name(path)}`, saved(from) ?? '', text);
    }
    if (text === undefined) return renames.has(path) ? '' : patch(`a/${name(path)}`, '/dev/null', saved(path) ?? '', '');
    const was = renames.has(path) ? undefined : saved(path);
    const head = `diff --git a/${name(path)} b/${name(path)}\n${was === undefined ? 'new file mode 100644\n' : ''}`;
    return head + patch(was === undefined ? '/dev/null' : `a/${name(path)}`, `b/${name(path)}`, was ?? '', text);
  }).join('');
}

/** A file that is renamed twice was named as it was at first. */
function follow(all: Map<string, string>, [from, to]: readonly [string, string]): Map<string, string> {
  const first = [...all].find(([, now]) => now === from)?.[0] ?? from;
  return new Map([...all, [first, to]]);
}

function saved(path: string): string | undefined {
  return disk.kindOf(path) === 'file' ? new TextDecoder('utf-8', { ignoreBOM: true }).decode(disk.read(path)) : undefined;
}
