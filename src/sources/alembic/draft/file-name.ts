import type { CannotWrite } from '../../../migrations/division.ts';
import type { NewFiles } from '../configuration.ts';
import type { Moment } from './moment.ts';

/** What a new revision file is called, as `file_template` says; it may name folders. */
export function fileNameFor(id: string, message: string, moment: Moment, { template, slugLength }: NewFiles): string | CannotWrite {
  const { year, month, day, hour, minute, second, epoch } = moment;
  const values: Readonly<Record<string, string | number>> = { rev: id, slug: slugOf(message, slugLength), epoch, year, month, day, hour, minute, second };
  let odd: string | undefined;
  const name = template.replace(/%(?:%|\((\w+)\)(0?)(\d*)(?:\.(\d+))?([sdi])|(?:\([^)]*\))?.?)/g, (match, key: string | undefined, zero: string, width: string, digits: string | undefined, kind: string) => {
    if (match === '%%') return '%';
    const value = key === undefined ? undefined : values[key];
    if (value === undefined || (kind !== 's' && typeof value !== 'number')) {
      odd ??= match;
      return '';
    }
    const text = kind === 's' ? String(value).slice(0, digits === undefined ? undefined : Number(digits)) : String(value).padStart(Number(digits ?? 0), '0');
    return text.padStart(Number(width), zero === '0' && kind !== 's' ? '0' : ' ');
  });
  if (odd === undefined) return `${name}.py`;
  return { cannot: `file_template holds ${odd}, which stands for nothing. It takes ${Object.keys(values).map((key) => `%(${key})s`).join(', ')}.` };
}

/** The words of a message; too many of them end at a whole word. */
function slugOf(message: string, longest: number): string {
  const slug = (message.match(/[\p{L}\p{N}_]+/gu) ?? []).join('_').toLowerCase();
  const characters = [...slug];
  if (characters.length <= longest) return slug;
  const cut = characters.slice(0, longest).join('');
  const end = cut.lastIndexOf('_');
  return `${end < 0 ? cut : cut.slice(0, end)}_`;
}
