import { tokensOf, wordOf } from '../sql/tokens.ts';

/** What decides how long a migration stops others, and who is seen to do it. Where names are looked up is not among it. */
const KNOWN = /^(?:lock_timeout|statement_timeout|idle_in_transaction_session_timeout|transaction_timeout|application_name)$/;

/** The settings that statements make which a tool sends on its connection before the migrations: `SET lock_timeout = '2s'`. */
export function settingsIn(texts: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(texts.flatMap((text) => text.split(';')).flatMap((statement) => [...setIn(statement), ...optionsIn(statement)]));
}

/** https://www.postgresql.org/docs/current/sql-set.html; LOCAL would end with its transaction. */
function setIn(statement: string): readonly (readonly [string, string])[] {
  const words = tokensOf(statement).filter(({ kind }) => kind !== 'comment').map((token) => wordOf(statement, token));
  const [first, ...others] = words;
  const [name = '', sign = '', value = '', more] = others[0] === 'session' ? others.slice(1) : others;
  if (first !== 'set' || more !== undefined || !KNOWN.test(name) || (sign !== '=' && sign !== 'to') || value === 'default') return [];
  return [[name, value.replaceAll("'", '')]];
}

/** The `options` of a connection: `-c lock_timeout=2000`. */
function optionsIn(text: string): readonly (readonly [string, string])[] {
  return [...text.matchAll(/(?:^|\s)-c\s*(\w+)=([\w.]+)/g)].flatMap(([, name = '', value = '']) => (KNOWN.test(name) ? [[name, value] as const] : []));
}
