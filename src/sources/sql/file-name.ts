/** What a file's name says: `V1.2__add_email.sql`, `V0002.Email.up.sql`, `003_add_email.down.sql`, `20240101120000-add-email.sql`. */
export interface FileName {
  readonly file: string;
  /** The version prefix, undefined where there is none. */
  readonly version: string | undefined;
  /** The words after it, without the suffix. */
  readonly words: string;
  /** `both`: a file that is not one of a pair. */
  readonly part: 'up' | 'down' | 'both';
  /** Flyway's `R__views.sql`: runs again whenever it changes. */
  readonly repeatable: boolean;
}

const SUFFIX = /(?:\.(up|down))?\.sql$/i;
const FLYWAY = /^([VU])(\d+(?:[._]\d+)*)(?:(?:__|\.)(.*))?$/;
const DATED = /^(\d{4})-(\d{2})-(\d{2})(?:[-T_](\d{4,6}))?(?:[-_. ]+(.*))?$/;
const NUMBERED = /^(\d+(?:\.\d+)*|\d{8}T\d{4,6}Z?)(?:[-_. ]+(.*))?$/;

/** Reads a name that ends in `.sql`; undefined for any other. */
export function fileNameOf(file: string): FileName | undefined {
  const suffix = SUFFIX.exec(file);
  if (!suffix) return undefined;
  const stem = file.slice(0, suffix.index);
  const part = suffix[1]?.toLowerCase() === 'up' ? 'up' : suffix[1] ? 'down' : 'both';

  const flyway = FLYWAY.exec(stem);
  if (flyway) {
    const version = (flyway[2] ?? '').replaceAll('_', '.');
    return { file, version, words: spaced(flyway[3]), part: flyway[1] === 'U' ? 'down' : part, repeatable: false };
  }
  const dated = DATED.exec(stem);
  if (dated) return { file, version: dated.slice(1, 5).join(''), words: spaced(dated[5]), part, repeatable: false };
  const numbered = NUMBERED.exec(stem);
  return {
    file,
    version: numbered?.[1],
    words: spaced(numbered ? numbered[2] : stem.replace(/^R__/, '')),
    part,
    repeatable: /^R__/.test(stem),
  };
}

/** Reads the name of a migration's own folder: `20240101120000_add_email/up.sql`. */
export function folderNameOf(folder: string, file: string, part: FileName['part']): FileName {
  const read = fileNameOf(`${folder}.sql`);
  return { file: `${folder}/${file}`, version: read?.version, words: read?.words ?? folder, part, repeatable: false };
}

/** The name of a tool's migration as a revision id: without the characters that addresses such as `003-1` are made of. */
export function addressable(name: string): string {
  return name.replace(/[@\-+:]/g, '_');
}

function spaced(words: string | undefined): string {
  return (words ?? '').replace(/[_\-\s]+/g, ' ').trim();
}
