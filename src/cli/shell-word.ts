/** A word of a command line that is to be pasted: it arrives as one argument, whatever stands in it. */
export function shellWord(text: string): string {
  return /^[\w.][\w.,:=/@%+-]*$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
