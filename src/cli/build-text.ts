import type { BuildProgress } from '../run/build-progress.ts';

/** "building index: scanning table 61 % (2.9 M of 4.7 M blocks)" */
export function buildText({ phase, done, total, unit }: BuildProgress): string {
  if (total === 0) return phase;
  return `${phase} ${Math.floor(100 * done / total)} % (${countText(done)} of ${countText(total)} ${unit})`;
}

function countText(count: number): string {
  if (count < 10_000) return String(count);
  return count < 1_000_000 ? `${Math.round(count / 1000)} k` : `${(count / 1_000_000).toFixed(1)} M`;
}
