/** A point in time as people of one place write it; `offset`: of a zone that was named, in minutes. */
export interface Moment {
  readonly year: number; readonly month: number; readonly day: number;
  readonly hour: number; readonly minute: number; readonly second: number; readonly millisecond: number;
  readonly epoch: number;
  readonly offset?: number;
}

/** Without a zone, in the one of the machine; undefined where there is no such zone. */
export function momentIn(timezone: string | undefined, at: Date): Moment | undefined {
  const offset = timezone === undefined ? -at.getTimezoneOffset() : offsetOf(timezone, at);
  if (offset === undefined) return undefined;
  const there = new Date(at.getTime() + offset * 60_000);
  return {
    year: there.getUTCFullYear(), month: there.getUTCMonth() + 1, day: there.getUTCDate(),
    hour: there.getUTCHours(), minute: there.getUTCMinutes(), second: there.getUTCSeconds(), millisecond: there.getUTCMilliseconds(),
    epoch: Math.floor(at.getTime() / 1000),
    ...(timezone !== undefined && { offset }),
  };
}

/** As Python's `str()` of a datetime: `2024-01-03 10:00:00.123000+01:00`. */
export function momentText({ year, month, day, hour, minute, second, millisecond, offset }: Moment): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const part = millisecond === 0 ? '' : `.${String(millisecond).padStart(3, '0')}000`;
  const zone = offset === undefined ? '' : `${offset < 0 ? '-' : '+'}${two(Math.trunc(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)} ${two(hour)}:${two(minute)}:${two(second)}${part}${zone}`;
}

function offsetOf(timezone: string, at: Date): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en-US', { timeZone: timezone, timeZoneName: 'longOffset' }).formatToParts(at);
    const [, sign, hours = '0', minutes = '0'] = /^GMT(?:([+-])(\d\d):(\d\d))?/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
