const UNITS = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** "18 GB": as PostgreSQL says it, by 1024. */
export function bytesInWords(bytes: number): string {
  const power = Math.min(UNITS.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const number = bytes / 1024 ** power;
  return `${number < 10 && power > 0 ? Math.round(number * 10) / 10 : Math.round(number)} ${UNITS[power] ?? ''}`;
}
