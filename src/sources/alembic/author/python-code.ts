/** A longer call is broken: in a block of a function it would take more than a hundred columns. */
const WIDTH = 92;

/** A Python literal, as `repr()` writes it. */
export function repr(text: string): string {
  const escaped = text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\t', '\\t').replaceAll('\r', '\\r');
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
}

export function listOf(texts: readonly string[]): string {
  return `[${texts.map(repr).join(', ')}]`;
}

/** `name=value`; nothing where there is no value. */
export function keyword(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [`${name}=${value}`];
}

/** A call with its arguments, each on a line of its own where one line would be too long. */
export function call(name: string, args: readonly string[]): string {
  const line = `${name}(${args.join(', ')})`;
  return line.length <= WIDTH && !line.includes('\n') ? line : `${name}(\n${args.map((arg) => `    ${arg.replaceAll('\n', '\n    ')},\n`).join('')})`;
}
