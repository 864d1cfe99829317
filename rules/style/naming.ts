import { advice } from '../../src/rule/cure/build.ts';
import type { NamedKind } from '../../src/rule/names-given.ts';
import { GIVE_NAMES, namesGiven } from '../../src/rule/names-given.ts';
import { defineRule } from '../../src/rule/rule.ts';

/** What needs no quotes, whoever writes it. */
const PLAIN = '[a-z_][a-z0-9_]*';

export default defineRule({
  name: 'naming',
  summary: 'Name objects as the house does.',
  why: `
    A name with capitals, blanks or dashes needs quotes wherever it is written, and without them PostgreSQL looks for
    another one. Names of one form are found and guessed; one pattern for each kind of object says which.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS'],
  options: {
    'table': { kind: 'pattern', about: 'Names of tables.', otherwise: PLAIN },
    'column': { kind: 'pattern', about: 'Names of columns.', otherwise: PLAIN },
    'view': { kind: 'pattern', about: 'Names of views.', otherwise: PLAIN },
    'index': { kind: 'pattern', about: 'Names of indexes.', otherwise: PLAIN },
    'sequence': { kind: 'pattern', about: 'Names of sequences.', otherwise: PLAIN },
    'type': { kind: 'pattern', about: 'Names of types.', otherwise: PLAIN },
    'function': { kind: 'pattern', about: 'Names of functions.', otherwise: PLAIN },
    'trigger': { kind: 'pattern', about: 'Names of triggers.', otherwise: PLAIN },
    'policy': { kind: 'pattern', about: 'Names of policies.', otherwise: '' },
    'primary-key': { kind: 'pattern', about: 'Names of primary keys.', otherwise: PLAIN },
    'unique': { kind: 'pattern', about: 'Names of unique keys.', otherwise: PLAIN },
    'foreign-key': { kind: 'pattern', about: 'Names of foreign keys.', otherwise: PLAIN },
    'check': { kind: 'pattern', about: 'Names of checks.', otherwise: PLAIN },
    'exclude': { kind: 'pattern', about: 'Names of exclusion constraints.', otherwise: PLAIN },
    'schema': { kind: 'pattern', about: 'Names of schemas.', otherwise: PLAIN },
  } as const,
  on: [...GIVE_NAMES, 'create schema'],

  check(operation, here, options) {
    const given = operation.kind === 'create schema'
      ? [{ kind: 'schema' as const, name: { name: operation.schema, span: operation.span } }]
      : namesGiven(operation);
    return given.flatMap(({ kind, name }) => {
      const pattern = options[keyOf(kind)];
      if (pattern === '' || new RegExp(`^(?:${pattern})$`, 'u').test(name.name)) return [];
      return [{
        message: `The name of this ${kind}, "${name.name}", does not match ${pattern}.`,
        at: here.at,
        span: name.span,
        because: [],
        cure: advice(pattern === PLAIN ? 'Use small letters, digits and underscores.' : 'Give it a name that matches.'),
      }];
    });
  },
});

type Key = Exclude<NamedKind, 'primary key' | 'foreign key'> | 'primary-key' | 'foreign-key';

function keyOf(kind: NamedKind): Key {
  return kind === 'primary key' ? 'primary-key' : kind === 'foreign key' ? 'foreign-key' : kind;
}
