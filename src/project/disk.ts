import fs from 'node:fs';
import path from 'node:path';
import type { World } from '../text/world.ts';
import { Unreadable } from '../text/world.ts';
import type { Question } from './outside.ts';
import { saw } from './outside.ts';

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  EISDIR: 'it is a folder',
  ELOOP: 'its links go in a circle',
  ENOTDIR: 'a part of its path is no folder',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EEXIST: 'there is a file of that name in the way',
};

/** Why the system refused something with a file, as a clause. */
export function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return REASONS[code] ?? code;
}

/** The disk as it is. */
export const disk: World = {
  read(file) {
    try {
      const bytes = fs.readFileSync(file);
      saw('read', file, bytes);
      return bytes;
    } catch (error) {
      const reason = reasonOf(error);
      saw('read', file, unread(reason));
      throw new Unreadable(file, reason);
    }
  },

  list(folder, like) {
    const names = namesIn(folder, like);
    saw('list', folder, listed(names), like);
    return names;
  },

  kindOf(file) {
    const kind = kindOf(file);
    saw('kind', file, kind);
    return kind;
  },
};

/** What the disk answers to a question, as a witness is told. */
export function answerTo(question: Question, file: string, like?: RegExp): string | Uint8Array {
  switch (question) {
    case 'read':
      try {
        return fs.readFileSync(file);
      } catch (error) {
        return unread(reasonOf(error));
      }
    case 'list': return listed(namesIn(file, like));
    case 'kind': return kindOf(file);
    case 'real': return realOf(file);
    case 'open': return String(isOpen(file));
  }
}

function unread(reason: string): string {
  return `unreadable: ${reason}`;
}

function listed(names: readonly string[]): string {
  return names.join('\0');
}

function namesIn(folder: string, like?: RegExp): readonly string[] {
  try {
    const names = fs.readdirSync(folder, { withFileTypes: true }).map((entry) => (isFolder(folder, entry) ? `${entry.name}/` : entry.name));
    return (like ? names.filter((name) => like.test(name)) : names).sort();
  } catch {
    return [];
  }
}

function kindOf(file: string): 'file' | 'folder' | 'nothing' {
  const stat = statOf(file);
  if (!stat) return 'nothing';
  return stat.isDirectory() ? 'folder' : 'file';
}

/** A path as the readers write it: absolute, with `/` between the names. */
export function absolute(written: string, from: string = process.cwd()): string {
  return path.resolve(from, written).split(path.sep).join('/');
}

/** Where a path leads when its links are followed; the path itself where it leads nowhere. */
export function realPath(file: string): string {
  const real = realOf(file);
  saw('real', file, real);
  return real;
}

/** May we look into a folder? */
export function mayLookInto(folder: string): boolean {
  const open = isOpen(folder);
  saw('open', folder, String(open));
  return open;
}

function isOpen(folder: string): boolean {
  try {
    fs.accessSync(folder, fs.constants.R_OK | fs.constants.X_OK);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && (error.code === 'EACCES' || error.code === 'EPERM'));
  }
}

function realOf(file: string): string {
  try {
    return absolute(fs.realpathSync(file));
  } catch {
    return file;
  }
}

function isFolder(folder: string, entry: fs.Dirent): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  return statOf(path.join(folder, entry.name))?.isDirectory() ?? false;
}

/** Undefined where there is nothing, and where nobody lets us look: in a folder that is closed to us, behind links in a circle. */
function statOf(file: string): fs.Stats | undefined {
  try {
    return fs.statSync(file, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
