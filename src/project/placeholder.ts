/** Words that tools fill in before they send a file: Flyway's `${name}`, templates' `{{ name }}`, psql's `:name`, Python's `%(name)s`. */
const PLACEHOLDER = /^(?:\$\{[^{}\s]+\}|\{\{[^{}]*\}\}|\{%[^%]*%\}|:(?:[A-Za-z_]\w*|"\w+"|'\w+')|%\(\w+\)s|\$%\w+%\$?|@[A-Za-z_]\w*@)/;

/** The placeholder that stands at an offset of a statement, or a letter before it; undefined where there is none. */
export function placeholderAt(sql: string, offset: number): string | undefined {
  return [offset, offset - 1].flatMap((from) => PLACEHOLDER.exec(sql.slice(Math.max(0, from)))?.[0] ?? [])[0];
}
