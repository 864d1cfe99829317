import path from 'node:path';
import type { Facts } from './gather.ts';

const FOLDER = path.resolve(import.meta.dirname, '../../src/effects');
const MADE = '// Made by `npm run facts` from the system catalogs of PostgreSQL 13 to 18.';

/** The files that follow from the facts of all majors, by their paths. */
export function textsOf(all: readonly Facts[]): ReadonlyMap<string, string> {
  return new Map([
    [path.join(FOLDER, 'functions.ts'), functionsText(all)],
    [path.join(FOLDER, 'casts.ts'), castsText(all)],
  ]);
}

function functionsText(all: readonly Facts[]): string {
  const overloads = all.flatMap(({ major, functions }) => functions.map((one) => ({ ...one, major })));
  const byName = groups(overloads, ({ name }) => name);
  const of = (name: string) => new Set(byName.get(name)?.map(({ volatility }) => volatility));
  const names = [...byName.keys()].sort();
  const words = (which: (volatilities: ReadonlySet<string>) => boolean) => wrapped(names.filter((name) => which(of(name))));
  const mixed = names.filter((name) => of(name).has('v') && of(name).size > 1).map((name) => {
    const volatile = (byName.get(name) ?? []).filter(({ volatility }) => volatility === 'v');
    const majors = [...new Set(volatile.map(({ major }) => major))].sort((a, b) => a - b);
    return `  ${name}: { arguments: [${[...new Set(volatile.map((one) => `'${one.arguments}'`))].sort().join(', ')}], majors: [${majors.join(', ')}] },`;
  });
  return `${MADE}
// https://www.postgresql.org/docs/current/xfunc-volatility.html

/** In all their forms. */
export const VOLATILE = \`
${words((found) => found.has('v') && found.size === 1)}
\`;

export const STABLE = \`
${words((found) => found.has('s') && found.size === 1)}
\`;

/** Stable in some of their forms, immutable in the others. */
export const SOMETIMES_STABLE = \`
${words((found) => found.has('s') && found.has('i') && !found.has('v'))}
\`;

export const IMMUTABLE = \`
${words((found) => found.has('i') && found.size === 1)}
\`;

/** Volatile with these arguments on these majors alone. */
export const SOMETIMES_VOLATILE: Readonly<Record<string, { readonly arguments: readonly string[]; readonly majors: readonly number[] }>> = {
${mixed.join('\n')}
};
`;
}

function castsText(all: readonly Facts[]): string {
  const casts = all.flatMap(({ major, casts: found }) => found.map((cast) => ({ ...cast, major })));
  const lines = [...groups(casts, ({ source }) => source)].sort(byKey).map(([source, own]) => {
    const listed = (mark: string, which: (cast: typeof own[number]) => boolean) => {
      const targets = [...groups(own.filter(which), ({ target }) => target)].sort(byKey).map(([target, found]) => {
        const majors = found.map(({ major }) => major);
        const [since, until] = [Math.min(...majors), Math.max(...majors)];
        if (until < 18) return `${target}@-${until}`;
        return Math.max(exists(all, target), exists(all, source)) < since ? `${target}@${since}` : target;
      });
      return targets.length > 0 ? [`${mark}: '${targets.join(' ')}'`] : [];
    };
    const parts = [
      ...listed('same', ({ method, context }) => method === 'b' && context === 'i'),
      ...listed('sameAssigned', ({ method, context }) => method === 'b' && context === 'a'),
      ...listed('implicit', ({ method, context }) => method !== 'b' && context === 'i'),
      ...listed('assignment', ({ method, context }) => method !== 'b' && context === 'a'),
      ...listed('explicit', ({ context }) => context === 'e'),
    ];
    return `  ${keyOf(source)}: { ${parts.join(', ')} },`;
  });
  const types = all.flatMap((one) => one.types);
  const typesWith = (which: (type: typeof types[number]) => boolean) => wrapped([...new Set(types.filter(which).map(({ name }) => name))].sort());
  const methods = [...groups(all.flatMap((one) => one.operatorClasses), ({ method }) => method)].sort(byKey)
    .map(([method, found]) => `  ${method}: \`\n${wrapped([...new Set(found.map(({ type }) => type))].sort())}\n  \`,`);
  return `${MADE}

/**
 * The casts of each type. \`same\`: the bytes stay as they are, in any expression or in an assignment alone; the others
 * call a function, in any expression, in an assignment, or only where they are written. \`@18\`: from that major on;
 * \`@-13\`: until that.
 * https://www.postgresql.org/docs/current/catalog-pg-cast.html
 */
export const CASTS: Readonly<Record<string, { readonly same?: string; readonly sameAssigned?: string; readonly implicit?: string; readonly assignment?: string; readonly explicit?: string }>> = {
${lines.join('\n')}
};

/** PostgreSQL's own types and those of extensions that come with it. */
export const TYPES = \`
${typesWith(() => true)}
\`;

/** All values can be assigned to them, and theirs cast to all types, by way of their text. */
export const STRINGS = \`
${typesWith(({ string }) => string)}
\`;

/** Those with modifiers that change values: varchar(10). */
export const MODIFIED = \`
${typesWith(({ modified }) => modified)}
\`;

/** Types with a default operator class, by the method of the index. */
export const OPERATOR_CLASSES: Readonly<Record<string, string>> = {
${methods.join('\n')}
};
`;
}

/** The first major that has the type. */
function exists(all: readonly Facts[], type: string): number {
  return Math.min(...all.filter(({ types }) => types.some(({ name }) => name === type)).map(({ major }) => major));
}

function keyOf(name: string): string {
  return /^[a-z_]\w*$/.test(name) ? name : `'${name}'`;
}

function groups<T>(all: readonly T[], key: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const one of all) found.set(key(one), [...(found.get(key(one)) ?? []), one]);
  return found;
}

function byKey([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}

function wrapped(words: readonly string[]): string {
  const lines = [''];
  for (const word of words) {
    const line = lines.at(-1) ?? '';
    if (line.length + word.length > 140) lines.push(word);
    else lines[lines.length - 1] = line === '' ? word : `${line} ${word}`;
  }
  return lines.map((line) => `  ${line}`).join('\n');
}
