import picomatch from 'picomatch';

/** Whether a relative path fits one of the patterns: `db/legacy/**`, `*.sql`; a pattern without `/` fits a name in any folder. */
export function globs(patterns: readonly string[]): (path: string) => boolean {
  if (patterns.length === 0) return () => false;
  const whole = patterns.map((pattern) => (pattern.includes('/') ? pattern.replace(/^\.?\//, '').replace(/\/$/, '/**') : `**/${pattern}`));
  return picomatch(whole, { dot: true });
}
