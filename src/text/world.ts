/**
 * What the readers may ask of the outside: synchronous, so that editors and workers can stack a buffer or a git index
 * over the disk. Paths are absolute, with `/` between the names on every system.
 */
export interface World {
  /** The bytes of a file. Throws `Unreadable` where there is none or it may not be read. */
  read(path: string): Uint8Array;
  /**
   * The names in a folder, sorted; folders end in `/`. Empty where there is no such folder. `like`: only these are asked
   * for, so that whoever remembers the answer need not mind what else comes and goes there.
   */
  list(folder: string, like?: RegExp): readonly string[];
  kindOf(path: string): 'file' | 'folder' | 'nothing';
}

/** A file that could not be read. `reason` is one clause without a full stop: "permission denied". */
export class Unreadable extends Error {
  readonly path: string;
  readonly reason: string;

  constructor(path: string, reason: string) {
    super(`cannot read ${path}: ${reason}.`);
    this.name = 'Unreadable';
    this.path = path;
    this.reason = reason;
  }
}
