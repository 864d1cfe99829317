const UNITS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 } as const;

/** "500ms", "2s", "30min", "1h" in milliseconds; undefined where it is not one. */
export function durationOf(written: unknown): number | undefined {
  const match = typeof written === 'string' ? /^\s*(\d+(?:\.\d+)?)\s*(ms|s|min|h)\s*$/.exec(written) : null;
  if (!match) return undefined;
  const unit = match[2] as keyof typeof UNITS;
  return Math.round(Number(match[1]) * UNITS[unit]);
}
