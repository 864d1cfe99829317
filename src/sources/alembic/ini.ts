import { SourceError } from '../../migrations/source.ts';
import type { SourceText } from '../../text/place.ts';

/** One section of an ini file, its values raw. Lines count from 1. */
export type Section = ReadonlyMap<string, { readonly raw: string; readonly line: number }>;

/**
 * An ini file as Python's configparser reads it: `key = value` or `key: value`, deeper lines go on with a value, `#` and
 * `;` begin a comment line. Throws `SourceError` with the line where Python would stop.
 * https://docs.python.org/3/library/configparser.html#supported-ini-file-structure
 */
export function parseIni(source: SourceText): ReadonlyMap<string, Section> {
  const sections = new Map<string, Map<string, { raw: string; line: number }>>();
  let section: Map<string, { raw: string; line: number }> | undefined;
  let current: { readonly key: string; readonly indent: number } | undefined;

  for (const [index, text] of source.text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/).entries()) {
    const line = index + 1;
    const stripped = text.trim();
    const indent = text.length - text.trimStart().length;
    const entry = current && section?.get(current.key);
    if (/^[#;]/.test(stripped)) continue;
    if (stripped === '') {
      if (entry) entry.raw += '\n';
      continue;
    }
    if (entry && current && indent > current.indent) {
      entry.raw += `\n${stripped}`;
      continue;
    }
    const header = /^\[(.+)\]/.exec(stripped)?.[1];
    if (header !== undefined) {
      if (sections.has(header)) throw broken(source, line, `the section [${header}] is there twice. Keep one.`);
      section = new Map();
      sections.set(header, section);
      current = undefined;
      continue;
    }
    if (!section) throw broken(source, line, 'a line stands before the first section. Begin the file with [alembic].');
    const [, key, raw = ''] = /^([^=:]+?)\s*[=:]\s*(.*)$/.exec(stripped) ?? [];
    if (key === undefined) throw broken(source, line, 'this line is neither `key = value` nor a [section]. Indent it if it goes on with the value above.');
    const name = key.toLowerCase();
    if (section.has(name)) throw broken(source, line, `${name} is set twice in this section. Keep one.`);
    section.set(name, { raw, line });
    current = { key: name, indent };
  }
  return sections;
}

/**
 * The value of a key with its `%(names)s` replaced: from its own section, then [DEFAULT], then `here`, the folder of the
 * file. `%%` is a percent sign. Throws `SourceError` for a name that is not there.
 */
export function valueIn(source: SourceText, sections: ReadonlyMap<string, Section>, section: string, key: string, here: string): string | undefined {
  const raw = (name: string) => sections.get(section)?.get(name) ?? sections.get('DEFAULT')?.get(name);
  const found = raw(key);
  if (!found) return undefined;

  const interpolated = (text: string, line: number, depth: number): string => {
    if (depth > 10) throw broken(source, line, 'the names in %(…)s refer to each other in a circle.');
    return text.replace(/%(?:%|\(([^)]*)\)s|.?)/g, (match, name: string | undefined) => {
      if (match === '%%') return '%';
      if (name === undefined) throw broken(source, line, `"${match}" is no interpolation. Write %% for a percent sign.`);
      const inner = raw(name.toLowerCase());
      if (inner) return interpolated(inner.raw, inner.line, depth + 1);
      if (name === 'here') return here;
      throw broken(source, line, `%(${name})s names nothing. Set ${name} in the same section, or write %% for a percent sign.`);
    });
  };
  return interpolated(found.raw, found.line, 0).trim();
}

function broken(source: SourceText, line: number, message: string): SourceError {
  return new SourceError(source.path, `${source.path}, line ${line}: ${message}`);
}
