import { describe } from 'vitest';
import { reads } from './reading.ts';

describe('constraints', () => reads([
  [
    'ALTER TABLE t ADD CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES s.p (x, y) ON DELETE CASCADE NOT VALID',
    {
      kind: 'add constraint', span: 'ADD CONSTRAINT fk FOREIGN KEY', table: { name: 't' },
      constraint: {
        type: 'foreign key', name: { name: 'fk', span: 'fk' }, columns: ['a', 'b'], references: { span: 's.p' }, referencedColumns: ['x', 'y'],
        onDelete: 'cascade', validated: false, enforced: true, span: 'CONSTRAINT fk FOREIGN KEY (a, b) REFERENCES s.p (x, y) ON DELETE CASCADE NOT VALID',
      },
    },
  ],
  ['ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p', { span: 'ADD FOREIGN KEY', constraint: { validated: true, referencedColumns: [] } }],
  ['ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p ON DELETE NO ACTION DEFERRABLE', { constraint: { onDelete: 'no action', deferrable: 'initially immediate' } }],
  ['ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p ON UPDATE CASCADE NOT DEFERRABLE', { constraint: { onUpdate: 'cascade' } }],
  ['ALTER TABLE t ADD UNIQUE (a) INITIALLY DEFERRED', { constraint: { deferrable: 'initially deferred' } }],
  ['ALTER TABLE t ADD FOREIGN KEY (a) REFERENCES p NOT ENFORCED', { constraint: { validated: false, enforced: false } }],
  ['ALTER TABLE t ADD CHECK (a IS NOT NULL AND b > 0)', { span: 'ADD CHECK', constraint: { type: 'check', columns: ['a', 'b'], check: { impliesNotNull: ['a'], text: 'a IS NOT NULL AND b > 0' } } }],
  ['ALTER TABLE t ADD CONSTRAINT u UNIQUE USING INDEX ix', { span: 'ADD CONSTRAINT u UNIQUE', constraint: { type: 'unique', usingIndex: { type: 'index', name: 'ix', span: 'ix' }, columns: [] } }],
  ['ALTER TABLE s.t ADD PRIMARY KEY USING INDEX ix', { span: 'ADD PRIMARY KEY', constraint: { type: 'primary key', usingIndex: { schema: 's' } } }],
  ['ALTER TABLE t ADD UNIQUE NULLS NOT DISTINCT (a, b) INCLUDE (c)', { constraint: { type: 'unique', columns: ['a', 'b'], nullsNotDistinct: true } }],
  ['ALTER TABLE t ADD PRIMARY KEY (a, r WITHOUT OVERLAPS)', { constraint: { type: 'primary key', columns: ['a', 'r'], overTime: true } }],
  ['ALTER TABLE t ADD FOREIGN KEY (a, PERIOD r) REFERENCES p (a, PERIOD r)', { constraint: { type: 'foreign key', columns: ['a', 'r'], referencedColumns: ['a', 'r'], overTime: true } }],
  ['ALTER TABLE t ADD CONSTRAINT ex EXCLUDE USING gist (a WITH =, (b + c) WITH &&)', { span: 'ADD CONSTRAINT ex EXCLUDE', constraint: { type: 'exclude', columns: ['a'] } }],
  ['ALTER TABLE t ADD CONSTRAINT nn NOT NULL a NOT VALID', { span: 'ADD CONSTRAINT nn NOT NULL', constraint: { type: 'not null', columns: ['a'], validated: false, enforced: true } }],
  ['ALTER TABLE t DROP CONSTRAINT IF EXISTS "c k" CASCADE', { kind: 'drop constraint', span: 'DROP CONSTRAINT', constraint: { name: 'c k', of: 't', span: '"c k"' }, ifExists: true, cascade: true }],
  ['ALTER TABLE t VALIDATE CONSTRAINT ck', { kind: 'validate constraint', span: 'VALIDATE CONSTRAINT', constraint: { name: 'ck', span: 'ck' } }],
  ['ALTER TABLE IF EXISTS t RENAME CONSTRAINT a TO b', { kind: 'rename constraint', constraint: { name: 'a', span: 'a' }, to: { name: 'b' }, when: { kind: 'exists' } }],
]));
