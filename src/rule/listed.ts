const SHOWN = 5;

/** "a", "a and b", "a, b and c"; of many, the first few. */
export function listed(names: readonly string[], and: 'and' | 'or' = 'and'): string {
  const all = [...new Set(names)];
  const shown = all.length > SHOWN ? [...all.slice(0, SHOWN - 1), `${all.length - SHOWN + 1} more`] : all;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${and} ${shown.at(-1) ?? ''}`;
}
