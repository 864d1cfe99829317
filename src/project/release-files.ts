import type { Naming, Release, UsedName } from '../rule/release.ts';

/** A file of sources; `path` as a person calls it. */
export interface ReleaseFile { readonly path: string; readonly text: string }

/** `tooLarge`: files that were not read, so that nobody knows what they name. */
export interface ReleaseTexts { readonly files: readonly ReleaseFile[]; readonly tooLarge: readonly string[] }

/** Places that a message names. */
const SHOWN = 2;

/** Looks names up in sources, in the spellings that programs give them: created_at, createdAt, CREATED_AT. */
export class ReleaseFiles implements Release {
  readonly where: string;
  readonly #load: () => ReleaseTexts;
  readonly #known = new Map<string, Naming>();
  #loaded: { readonly files: readonly (ReleaseFile & { readonly plain: string })[]; readonly tooLarge: readonly string[] } | undefined;

  /** `load` is called when somebody asks first. */
  constructor(where: string, load: () => ReleaseTexts) {
    this.where = where;
    this.#load = load;
  }

  naming(name: UsedName): Naming {
    const key = JSON.stringify([name.table, name.column]);
    const naming = this.#known.get(key) ?? this.#look(name);
    this.#known.set(key, naming);
    return naming;
  }

  /** Undefined where nobody has asked. */
  get read(): { readonly files: number; readonly tooLarge: readonly string[] } | undefined {
    return this.#loaded && { files: this.#loaded.files.length, tooLarge: this.#loaded.tooLarge };
  }

  #look({ table, column }: UsedName): Naming {
    const { files, tooLarge } = this.#texts();
    const tables = formsOf(table);
    const word = plain(column ?? table);
    const speaking = files.filter((file) => tables.some((form) => file.plain.includes(form)));
    const mayHold = column === undefined ? speaking : files.filter((file) => file.plain.includes(word));
    if (mayHold.length === 0) return files.length > 0 && tooLarge.length === 0 ? { kind: 'not named', files: files.length } : { kind: 'unknown' };
    const places = mayHold.filter((file) => speaking.includes(file)).flatMap(({ path, text }) => linesWith(word, text).map((line) => `${path}:${line}`));
    return places.length > 0 ? { kind: 'named', at: places.slice(0, SHOWN), more: Math.max(0, places.length - SHOWN) } : { kind: 'unknown' };
  }

  #texts() {
    if (!this.#loaded) {
      const { files, tooLarge } = this.#load();
      this.#loaded = { files: files.map((file) => ({ ...file, plain: plain(file.text) })), tooLarge };
    }
    return this.#loaded;
  }
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[_-]/g, '');
}

/** Classes are called by one row, and without what stands before all tables: app_categories is Category. */
function formsOf(table: string): readonly string[] {
  const names = [plain(table), plain(table.slice(table.lastIndexOf('_') + 1))];
  const forms = names.flatMap((name) => [name, name.replace(/ies$/, 'y'), name.replace(/es$/, ''), name.replace(/s$/, '')]);
  return [...new Set(forms)].filter((form) => form.length > 2 || form === names[0]);
}

/** From 1; each once. */
function linesWith(word: string, text: string): readonly number[] {
  return text.split('\n').flatMap((line, at) => (line.match(/[\p{L}\p{N}_$]+(?:-[\p{L}\p{N}_$]+)*/gu)?.some((one) => plain(one) === word) ? [at + 1] : []));
}
