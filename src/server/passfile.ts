import type { Address } from './address.ts';

/** The folders in which a server is looked for when no host is named. libpq calls a server there localhost. */
export const SOCKET_FOLDERS: readonly string[] = ['/var/run/postgresql', '/tmp'];

/**
 * The password in the text of a .pgpass for an address: that of the first line that fits.
 * https://www.postgresql.org/docs/current/libpq-pgpass.html
 */
export function passwordIn(text: string, { host, port, database, user }: Pick<Address, 'host' | 'port' | 'database' | 'user'>): string | undefined {
  const wanted = [SOCKET_FOLDERS.includes(host) ? 'localhost' : host, String(port), database, user];
  for (const line of text.split(/\r?\n/)) {
    const fields = line.startsWith('#') ? [] : fieldsOf(line);
    if (fields.length < 5) continue;
    if (wanted.every((value, at) => fields[at] === '*' || unescaped(fields[at]) === value)) return unescaped(fields[4]);
  }
  return undefined;
}

/** Split at colons, a backslash keeping the character after it; what follows the fourth colon is the password. */
function fieldsOf(line: string): readonly string[] {
  const fields = [''];
  for (const piece of line.match(/\\[\s\S]?|[^\\]/g) ?? []) {
    if (piece === ':' && fields.length < 5) fields.push('');
    else fields.push((fields.pop() ?? '') + piece);
  }
  return fields;
}

const unescaped = (field: string | undefined): string => (field ?? '').replaceAll(/\\([\s\S])/g, '$1');
