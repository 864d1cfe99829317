import type { CannotWrite } from '../../migrations/division.ts';
import { compareNatural } from '../../text/natural.ts';

/** Versions for files that come right behind one, and new versions for those that must make room. */
export interface Numbering { readonly versions: readonly string[]; readonly moved: ReadonlyMap<string, string> }

/** `following`: the versions behind it, in their order. Numbers make room; a point in time stays what it is. */
export function numbersBehind(version: string, following: readonly string[], count: number, dotted: boolean): Numbering | CannotWrite {
  const [next] = following;
  if (dotted && next !== undefined) {
    const tries = [`${version}.`, `${version}.0.`].map((stem) => upTo(count, (at) => `${stem}${at}`));
    const versions = tries.find((some) => compareNatural(some.at(-1) ?? version, next) < 0);
    return versions ? { versions, moved: new Map() } : noRoom(version, next);
  }
  if (!/\d$/.test(version)) return { cannot: `${version} is no number after which another could come.` };
  const isTime = version.length >= 8;
  const versions: string[] = [];
  for (let at = version; versions.length < count;) versions.push(at = isTime ? momentAfter(at) : numberAfter(at));
  const last = versions.at(-1) ?? version;
  if (next === undefined || compareNatural(last, next) < 0) return { versions, moved: new Map() };
  return isTime ? noRoom(version, next) : { versions, moved: makingRoom(last, following) };
}

/** The version of the next migration of all: a number goes on, a point in time is now. */
export function versionAfter(last: string, now: Date): string | CannotWrite {
  const today = now.toISOString().replace(/\D/g, '');
  const seconds = String(Math.floor(now.getTime() / 1000));
  const moment = /^\d{10}$/.test(last) ? seconds : /^\d{8}(?:\d{4}(?:\d\d)?)?$/.test(last) ? today.slice(0, last.length) : '';
  if (compareNatural(moment, last) > 0 && moment !== '') return moment;
  const numbering = numbersBehind(last, [], 1, false);
  return 'cannot' in numbering ? numbering : numbering.versions[0] ?? last;
}

function makingRoom(last: string, following: readonly string[]): ReadonlyMap<string, string> {
  const moved = new Map<string, string>();
  let before = last;
  for (const version of following) {
    if (compareNatural(version, before) > 0) break;
    before = numberAfter(before);
    moved.set(version, before);
  }
  return moved;
}

function noRoom(version: string, next: string): CannotWrite {
  return { cannot: `There is no room between the versions ${version} and ${next} for another file.` };
}

/** The last number of it one higher, as many digits as there were. */
function numberAfter(version: string): string {
  return version.replace(/\d+$/, (digits) => String(BigInt(digits) + 1n).padStart(digits.length, '0'));
}

/** A second, a minute or a day later, where the digits are such a time. */
function momentAfter(version: string): string {
  const [, year, month, day, hour = '00', minute = '00', second = '00'] = /^(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?)?$/.exec(version) ?? [];
  const time = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (Number.isNaN(time.getTime())) return numberAfter(version);
  const step = version.length === 14 ? 1 : version.length === 12 ? 60 : 24 * 60 * 60;
  return new Date(time.getTime() + step * 1000).toISOString().replace(/\D/g, '').slice(0, version.length);
}

function upTo<T>(count: number, made: (at: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, at) => made(at + 1));
}
