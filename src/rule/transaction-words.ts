import type { Tool } from '../migrations/tool.ts';
import type { Transaction } from '../session/session.ts';

/** "the transaction that Flyway has opened around the migration". */
export function transactionWords({ opened }: Transaction, { name }: Tool): string {
  switch (opened) {
    case 'author': return 'the transaction that BEGIN has opened';
    case 'statement': return 'the transaction of its own statement';
    case 'string': return `the transaction in which ${name} sends the file`;
    case 'script': return `the transaction that ${name} has opened around the migration`;
    case 'run': return `the transaction that ${name} has opened around all pending migrations`;
  }
}

/** Our runner parts a script at the transactions that it begins, and refuses one in which BEGIN and COMMIT do not come in pairs. */
export function refusesUneven({ yieldsToBegin }: Tool): boolean {
  return yieldsToBegin === true;
}
