/**
 * The order in which people count: digits by their number, so that 2 comes before 10, all else by code unit. Names that
 * differ only in leading zeros (2, 02) follow each other, the shorter first. Negative: `a` first; 0 only for equal texts.
 */
export function compareNatural(a: string, b: string): number {
  const left = a.match(PARTS) ?? [];
  const right = b.match(PARTS) ?? [];
  for (let at = 0; at < Math.min(left.length, right.length); at++) {
    const difference = comparePart(left[at] ?? '', right[at] ?? '');
    if (difference !== 0) return difference;
  }
  return left.length - right.length || a.length - b.length || compareUnits(a, b);
}

const PARTS = /\d+|\D+/g;

function comparePart(a: string, b: string): number {
  if (!isDigit(a) || !isDigit(b)) return compareUnits(a, b);
  const left = a.replace(/^0+/, '');
  const right = b.replace(/^0+/, '');
  return left.length - right.length || compareUnits(left, right);
}

function isDigit(part: string): boolean {
  return part >= '0' && part < ':';
}

function compareUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
