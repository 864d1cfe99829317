import { tokensOf } from '../../../sql/tokens.ts';
import { bindsOf } from '../emit/text.ts';
import { repr } from './python-code.ts';

/** A statement as `op.execute(…)`; comments before it become Python's. */
export function asExecute(sql: string): string {
  const lines = sql.split('\n');
  const first = lines.findIndex((line) => !line.startsWith('--'));
  const comments = lines.slice(0, first).map((line) => `# ${line.slice(2).trim()}`);
  return [...comments, `op.execute(${stringLiteral(lines.slice(first).join('\n'))})`].join('\n');
}

/** A Python literal of an SQL text, safe to be indented with the code around it. */
function stringLiteral(sql: string): string {
  const escaped = withoutBinds(sql).replaceAll('\\', '\\\\');
  if (!sql.includes('\n')) return shortLiteral(escaped);
  const broken = tokensOf(sql).some(({ kind, start, end }) => kind !== 'comment' && sql.slice(start, end).includes('\n'));
  if (!broken) return `"""\n${indented(shallow(escaped).replaceAll('"""', '\\"\\"\\"'), 4)}\n"""`;
  const lines = escaped.split('\n').map((line, index, all) => doubleQuoted(index < all.length - 1 ? `${line}\\n` : line));
  return `\n${indented(lines.join('\n'), 4)}\n`;
}

/** Lines after the first, moved together to the left: they were indented for another place. */
function shallow(sql: string): string {
  const [first, ...rest] = sql.split('\n');
  const least = Math.min(...rest.filter((line) => line.trim() !== '').map((line) => /^[ \t]*/.exec(line)?.[0].length ?? 0));
  return [first, ...rest.map((line) => (least > 2 ? `  ${line.slice(least)}` : line))].join('\n');
}

function shortLiteral(escaped: string): string {
  if (!escaped.includes('"')) return `"${escaped}"`;
  if (!escaped.includes("'")) return `'${escaped}'`;
  return escaped.includes('"""') || escaped.endsWith('"') ? doubleQuoted(escaped) : `"""${escaped}"""`;
}

function doubleQuoted(escaped: string): string {
  return `"${escaped.replaceAll('"', '\\"')}"`;
}

/** SQL inside of a call, as `sa.text(…)`. */
export function sqlText(sql: string): string {
  return `sa.text(${repr(withoutBinds(sql))})`;
}

/** SQLAlchemy takes `:name` for a parameter and drops the backslash of `\:`, so both colons get one more. */
function withoutBinds(sql: string): string {
  let text = '';
  let from = 0;
  const colons = [...bindsOf(sql).map(({ start }) => start), ...[...sql.matchAll(/\\:/g)].map(({ index }) => index)].sort((a, b) => a - b);
  for (const at of colons) {
    text += `${sql.slice(from, at)}\\`;
    from = at;
  }
  return text + sql.slice(from);
}

/** Code that runs outside the transaction, as its own block. */
export function inAutocommit(code: string): string {
  return `with op.get_context().autocommit_block():\n${indented(code, 4)}`;
}

export function indented(text: string, by: number): string {
  return text.split('\n').map((line) => (line === '' ? line : ' '.repeat(by) + line)).join('\n');
}
