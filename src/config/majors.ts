const LOWEST = 13;
const HIGHEST = 30;

/**
 * Majors as people write them: "16", "14,16", "14-18", 16, [14, 16]. Ascending and each once; undefined where it is not
 * such a list. Majors above the measured ones pass: they are judged as the last measured one.
 */
export function majorsOf(written: unknown): readonly number[] | undefined {
  const parts = Array.isArray(written) ? written.map(String) : String(written).split(',');
  const majors = new Set<number>();
  for (const part of parts) {
    const match = /^\s*(\d{1,2})\s*(?:-\s*(\d{1,2})\s*)?$/.exec(part);
    if (!match) return undefined;
    const from = Number(match[1]);
    const to = Number(match[2] ?? match[1]);
    if (from < LOWEST || to > HIGHEST || from > to) return undefined;
    for (let major = from; major <= to; major++) majors.add(major);
  }
  return [...majors].sort((a, b) => a - b);
}
