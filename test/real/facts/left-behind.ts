import type { Judge } from '../facts-of-rules.ts';
import { right, unjudged, wrong } from '../verdict.ts';
import { missing, ofStatement } from './of-statement.ts';

/** What the whole history leaves undone. */
export const leftBehind: Readonly<Record<string, Judge>> = {
  'never-validated': ofStatement(({ message }, seen, { left }) => {
    if (seen.fate !== 'ran') return missing(seen);
    const name = /validates (.+?):/.exec(message)?.[1]?.split('.').at(-1) ?? '';
    return left.unvalidated.includes(name) ? right('it is not valid in the end') : wrong('it is valid in the end, or gone');
  }),
  'foreign-key-without-index': ofStatement(({ message }, seen, { left }) => {
    if (seen.fate !== 'ran') return missing(seen);
    const [, columns = '', table = ''] = /^No index leads with (.+?) of ([^:]+):/.exec(message) ?? [];
    const keys = columns.replace(/^either /, '').split(/, (?![^(]*\))| or /).map((key) => `${table}(${key.replace(/^\(|\)$/g, '')})`);
    const served = keys.find((key) => !left.withoutIndex.includes(key));
    return served === undefined ? right('no index in the end') : unjudged(`an index in the end, or no such key: ${served}`);
  }),
};
