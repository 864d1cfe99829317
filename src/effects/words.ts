/** The words of a table that is made by `npm run facts`. */
export function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}
