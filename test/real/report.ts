import type { Difference } from '../../src/catalog/difference.ts';
import type { Comparison } from './on-server.ts';
import type { Counts, Tally } from './tally.ts';

export interface Told extends Counts { readonly root: string; readonly layout: string; readonly comparison: Comparison | undefined }

/** So many reasons, refusals and differences are shown of each project. */
const SHOWN = 12;

export function projectText(told: Told): string {
  return [`\n${told.root} (${told.layout})`, countsText(told), ...tallies(told), ...told.crashes.map((crash) => `  CRASH ${crash}`), ...comparisonText(told.comparison)].join('\n');
}

export function totalText(all: readonly Told[]): string {
  const sum = (of: (told: Told) => number) => all.reduce((total, told) => total + of(told), 0);
  const total: Counts = {
    files: sum(({ files }) => files), statements: sum(({ statements }) => statements), read: sum(({ read }) => read),
    withStandIn: sum(({ withStandIn }) => withStandIn), seconds: sum(({ seconds }) => seconds), crashes: all.flatMap(({ crashes }) => crashes),
    unread: joined(all.map(({ unread }) => unread)), unknown: joined(all.map(({ unknown }) => unknown)), others: joined(all.map(({ others }) => others)),
  };
  const compared = all.flatMap(({ comparison }) => comparison ?? []);
  const equal = compared.filter(({ differences }) => differences.length === 0);
  const whole = equal.filter(({ ran, refused }) => refused.length < ran / 50);
  return [
    `\nIn total ${all.length} projects`, countsText(total), ...tallies(total), `  crashes ${total.crashes.length}`,
    ...(compared.length > 0 ? [`  catalogs equal ${equal.length} of ${compared.length}; ${whole.length} of these where the server ran over 98 % of the statements`] : []),
  ].join('\n');
}

function countsText({ files, statements, read, withStandIn, seconds }: Counts): string {
  const share = statements === 0 ? 0 : (100 * (statements - read)) / statements;
  return `  files ${files}, statements ${statements}, read ${read} (with a stand-in ${withStandIn}), unread ${statements - read} (${share.toFixed(2)} %), ${seconds.toFixed(1)} s`;
}

function tallies({ unread, unknown, others }: Counts): readonly string[] {
  return [...lines('unread', unread), ...lines('unknown effects', unknown), ...lines('other', others)];
}

function lines(what: string, tallied: Readonly<Record<string, Tally>>): readonly string[] {
  const all = Object.entries(tallied).sort(([, a], [, b]) => b.count - a.count);
  const rest = all.length > SHOWN ? [`  ${what}: ${all.length - SHOWN} more`] : [];
  return [...all.slice(0, SHOWN).map(([key, { count, example }]) => `  ${what} ${count}: ${key} (${example})`), ...rest];
}

function joined(all: readonly Readonly<Record<string, Tally>>[]): Readonly<Record<string, Tally>> {
  const sums: Record<string, Tally> = {};
  for (const [key, { count, example }] of all.flatMap((one) => Object.entries(one))) {
    sums[key] = { count: count + (sums[key]?.count ?? 0), example: sums[key]?.example ?? example };
  }
  return sums;
}

function comparisonText(comparison: Comparison | undefined): readonly string[] {
  if (!comparison) return [];
  const { ran, refused, things, doubted, differences } = comparison;
  return [
    `  on the server: ${ran} ran, ${refused.length} refused; ${things} things compared, ${doubted} in doubt, ${differences.length} differences`,
    ...some('refused', refused.map(({ sqlstate, message, place }) => `${sqlstate} ${message} (${place})`)),
    ...some('difference', differences.map(differenceText)),
  ];
}

function some(what: string, all: readonly string[]): readonly string[] {
  return [...all.slice(0, SHOWN).map((line) => `    ${what}: ${line}`), ...(all.length > SHOWN ? [`    ${what}: ${all.length - SHOWN} more`] : [])];
}

function differenceText(difference: Difference): string {
  const { kind, name } = difference;
  if ('lacking' in difference) return `${kind} ${name}: only ${difference.lacking === 'first' ? 'the server' : 'we'} have it`;
  return `${kind} ${name}, ${difference.aspect}: ${difference.first} as told, ${difference.second} on the server`;
}
