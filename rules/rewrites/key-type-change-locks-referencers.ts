import { becomes } from '../../src/rule/becomes.ts';
import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'key-type-change-locks-referencers',
  summary: 'Move both sides of a foreign key to the new type before they are tied to it.',
  why: `
    A new type for a column of a foreign key writes its table again under ACCESS EXCLUSIVE, takes the same lock on the
    tables at the other end, and looks up every row of the key again under both: nobody reads or writes any of them.
  `,
  pack: 'core',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-altertable.html#SQL-ALTERTABLE-NOTES', 'https://www.postgresql.org/docs/current/ddl-constraints.html#DDL-CONSTRAINTS-FK'],
  on: ['set type'],

  check(operation, here) {
    const { table, column, to } = operation;
    const rewrites = here.work('rewrite').filter(({ certain }) => certain);
    const others = here.stops.filter((lock) => (lock.role === 'referencing' || lock.role === 'referenced') && !here.isOn(lock, table));
    if (rewrites.length === 0 || others.length === 0 || here.surelyNew(table)) return [];

    const names = [...new Set(others.map(({ on }) => here.nameOf(on)))];
    return [{
      message: `Nobody can read or write ${here.named(table)} while it and its indexes are written again, nor ${names.join(' or ')} while the rows of the foreign keys between them are looked up again: ${becomes(operation, here)}.`,
      at: here.at,
      span: to.span,
      because: [...rewrites, ...here.work('scan'), ...others],
      cure: advice(others.every(({ role }) => role === 'referenced')
        ? `Add a column of type ${to.text} to ${here.named(table)} that a trigger keeps equal to ${column.name}, fill it in batches, add its foreign key NOT VALID and validate it; then move the releases over, and drop ${column.name}.`
        : `Give ${[here.named(table), ...names].join(', ')} new columns of type ${to.text}, kept equal to the old ones by triggers and filled in batches; build the new key concurrently, add the foreign keys NOT VALID and validate them; then let the new columns take over the old names in one short transaction.`),
    }];
  },
});
