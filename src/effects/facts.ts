import type { ConstraintSpec, Kind, OperationOf } from '../operations/operation.ts';
import { addColumn } from './add-column.ts';
import { attachedReads, createTrigger, dropAttachedForm, dropStatistics, publish, renameTrigger, triggerBelow } from './attached.ts';
import { setForm } from './brought.ts';
import { changeAttribute, dropAttribute, setAttributeType } from './composites.ts';
import { addConstraint, dropConstraint, validateConstraint } from './constraints.ts';
import { createSequence, createTable } from './create-table.ts';
import { dropColumn, dropIndex, dropSchema, dropTable, dropView, dropFunction, dropSequence } from './drops.ts';
import { addDomainConstraint, checkDomain, setDomainNotNull } from './domains.ts';
import { dropType } from './drop-type.ts';
import type { Fact, Form } from './form.ts';
import type { Moment } from './moment.ts';
import { createIndex, reindex, reindexForm } from './indexes.ts';
import { AS, AX, RS, RX, S, SRX, SUX, X } from './lock-modes.ts';
import { analyze, cluster, clusterForm, commentForm, lockBehind, lockTableForm, setPersistence, vacuum } from './maintenance.ts';
import { dropIdentity, setExpression, setNotNull } from './columns.ts';
import { attachPartition } from './attach-partition.ts';
import { attachIndexPartition, detachPartition } from './partitions.ts';
import { changeRows, copy, insert, select, truncate, update } from './rows.ts';
import { setType } from './set-type.ts';
import { otherCommand, otherForm, subcommand, subcommandForm } from './other.ts';
import { createView, refresh } from './views.ts';

/** What ADD CONSTRAINT does, by the type of the constraint. */
const ADD_CONSTRAINT: Readonly<Record<ConstraintSpec['type'], Form>> = {
  'check':       { lock: AX, below: 'descendants' },
  'not null':    { lock: AX, below: 'descendants', since: 18 },
  'foreign key': { lock: SRX, below: 'partitions', others: { referenced: SRX, partition: SRX } },
  'unique':      { lock: AX, others: { index: SUX, partition: { 13: S, 18: AX } } },
  'primary key': { lock: AX, others: { index: SUX, partition: { 13: S, 18: AX } } },
  'exclude':     { lock: AX, others: { partition: { 13: S, 18: AX } } },
};

/** NO INHERIT leaves the children alone; 18 locks them nevertheless. */
function addConstraintForm({ constraint }: OperationOf<'add constraint'>, moment: Moment): Form {
  const form = ADD_CONSTRAINT[constraint.type];
  return constraint.noInherit && moment.major < 18 ? { ...form, below: undefined } : form;
}

const NOTHING = { lock: 'none' } as const;
/** Tables that are of a type, or have a column of it. */
const OF_TYPE = { 'type user': AX } as const;
const CHECKED = { lock: 'none', others: { 'type user': S } } as const;
const BRIEF = { lock: AX, below: 'descendants' } as const;

/**
 * What PostgreSQL 13 to 18 does for each kind of operation: the lock on the relation it names, locks on others, and
 * what can be said without looking at the table. Measured on servers of all six majors: fixtures/postgres/README.md.
 * https://www.postgresql.org/docs/current/explicit-locking.html
 */
export const FACTS: { readonly [K in Kind]: Fact<K> } = {
  'create table':     { ...NOTHING, others: { parent: AX, 'default partition': AX, referenced: SRX, referencing: { 13: AS, 15: SRX } }, decides: createTable },
  'drop table':       { lock: AX, others: { sequence: AX, referenced: AX, referencing: AX, parent: AX, partition: AX, 'default partition': AX, view: AX }, decides: dropTable },
  'rename table':     { lock: AX },
  'set schema':       { lock: AX },
  'set persistence':  { lock: AX, others: { sequence: { 15: AX } }, decides: setPersistence },
  'attach partition': { lock: SUX, role: 'parent', others: { partition: AX, 'default partition': AX, referenced: SRX, referencing: { 13: AS, 15: SRX } }, decides: attachPartition },
  'detach partition': {
    lock: AX, role: 'parent', decides: detachPartition,
    others: { partition: { 13: SUX, 14: AX }, index: AX, 'default partition': AX, referenced: SRX, referencing: AX },
    concurrently: { lock: SUX, transaction: 'refused', since: 14, waits: ['any user'] },
  },
  'set of':           { lock: AX },
  'alter table':      { ...NOTHING, as: subcommandForm, decides: subcommand },

  'add column':       { ...BRIEF, others: { referenced: SRX }, decides: addColumn },
  'drop column':      { ...BRIEF, others: { sequence: AX, view: AX, referenced: AX, referencing: AX }, decides: dropColumn },
  'rename column':    BRIEF,
  'set type':         { ...BRIEF, others: { referenced: AX, referencing: AX, sequence: SRX }, decides: setType },
  'set not null':     { ...BRIEF, decides: setNotNull },
  'drop not null':    BRIEF,
  'set default':      BRIEF,
  'drop default':     BRIEF,
  'add identity':     BRIEF,
  'drop identity':    { ...BRIEF, others: { sequence: AX }, decides: dropIdentity },
  'set expression':   { ...BRIEF, since: 17, decides: setExpression },
  'drop expression':  BRIEF,

  'add constraint':      { lock: AX, as: addConstraintForm, decides: addConstraint },
  'drop constraint':     { ...BRIEF, others: { referenced: AX, referencing: AX }, decides: dropConstraint },
  'validate constraint': { lock: SUX, below: 'descendants', others: { referenced: RS }, decides: validateConstraint },
  'rename constraint':   BRIEF,

  'create index': {
    lock: S, below: 'partitions', decides: createIndex,
    concurrently: { lock: SUX, transaction: 'refused' },
  },
  'drop index': {
    lock: AX, role: 'index', others: { table: AX, partition: AX }, decides: dropIndex,
    concurrently: { lock: SUX, others: { table: SUX }, transaction: 'refused' },
  },
  'rename index':           { lock: SUX, role: 'index' },
  'attach index partition': { lock: SUX, role: 'index', others: { partition: AX, parent: AS, referenced: AS }, decides: attachIndexPartition },
  'reindex':                { ...NOTHING, as: reindexForm, decides: reindex, concurrently: { transaction: 'refused' } },

  'create enum':           NOTHING,
  'add enum value':        NOTHING,
  'rename enum value':     NOTHING,
  'create composite type': NOTHING,
  'create base type':      NOTHING,
  'create range type':     NOTHING,
  'rename type':           NOTHING,
  'set type schema':       NOTHING,
  'alter type':            NOTHING,
  'drop type':             { ...NOTHING, others: { ...OF_TYPE, referenced: AX, referencing: AX, partition: AX, view: AX }, decides: dropType },

  'create domain':              NOTHING,
  'set domain default':         NOTHING,
  'drop domain default':        NOTHING,
  'drop domain not null':       NOTHING,
  'drop domain constraint':     NOTHING,
  'rename domain constraint':   NOTHING,
  'set domain not null':        { ...CHECKED, decides: setDomainNotNull },
  'add domain constraint':      { ...CHECKED, decides: addDomainConstraint },
  'validate domain constraint': { ...CHECKED, decides: checkDomain },

  'add attribute':      { ...NOTHING, others: OF_TYPE, decides: changeAttribute },
  'rename attribute':   { ...NOTHING, others: OF_TYPE, decides: changeAttribute },
  'drop attribute':     { ...NOTHING, others: { ...OF_TYPE, referenced: AX, referencing: AX }, decides: dropAttribute },
  'set attribute type': { ...NOTHING, others: { ...OF_TYPE, referenced: AX, referencing: AX, sequence: SRX }, decides: setAttributeType },

  'create sequence': { ...NOTHING, others: { table: AS }, decides: createSequence },
  'alter sequence':  { lock: SRX, role: 'sequence' },
  'drop sequence':   { lock: AX, role: 'sequence', others: { table: AX }, decides: dropSequence },
  'rename sequence': { lock: AX, role: 'sequence' },

  'create view':  { ...NOTHING, decides: createView },
  'drop view':    { lock: AX, role: 'view', others: { view: AX }, decides: dropView },
  'rename view':  { lock: AX, role: 'view' },
  'refresh':      { lock: AX, role: 'view', decides: refresh, concurrently: { lock: X } },

  'create schema': NOTHING,
  'rename schema': NOTHING,
  'drop schema':   { ...NOTHING, others: { table: AX }, decides: dropSchema },

  'create function':     { ...NOTHING, as: ({ rights }) => (rights.parsed ? { since: 14 } : {}) },
  'alter function':      NOTHING,
  'rename function':     NOTHING,
  'set function schema': NOTHING,
  'drop function':   { ...NOTHING, others: { table: AX }, decides: dropFunction },

  'create trigger': { lock: SRX, others: { partition: SRX, referenced: AS }, decides: createTrigger },
  'rename trigger': { lock: AX, others: { partition: { 15: AX } }, decides: renameTrigger },
  'drop trigger':   { lock: AX, others: { partition: AX }, as: dropAttachedForm, decides: triggerBelow },
  'create policy':  { lock: AX, decides: attachedReads },
  'alter policy':   { lock: AX, decides: attachedReads },
  'rename policy':  { lock: AX },
  'drop policy':    { lock: AX, as: dropAttachedForm },
  'create rule':    { lock: AX, decides: attachedReads },
  'rename rule':    { lock: AX },
  'drop rule':      { lock: AX, as: dropAttachedForm },
  'create statistics':  { lock: SUX },
  'alter statistics':   NOTHING,
  'drop statistics':    { ...NOTHING, others: { table: SUX }, decides: dropStatistics },
  'create publication': { ...NOTHING, others: { table: SUX }, decides: publish },
  'alter publication':  { ...NOTHING, others: { table: SUX }, decides: publish },
  'drop publication':   NOTHING,

  'insert':   { lock: RX, others: { referenced: RS, partition: RX, sequence: RX }, decides: insert },
  'update':   { lock: RX, below: 'descendants', others: { referenced: RS }, decides: update },
  'delete':   { lock: RX, below: 'descendants', decides: changeRows },
  'merge':    { lock: RX, below: 'descendants', since: 15, decides: changeRows },
  'select':   { ...NOTHING, decides: select },
  'copy':     { lock: RX, as: ({ direction }) => (direction === 'to' ? { lock: AS } : {}), decides: copy },
  'truncate': { lock: AX, below: 'descendants', others: { referencing: AX, sequence: AX }, decides: truncate },

  'vacuum':     { lock: SUX, below: 'partitions', others: { partition: { 18: SUX } }, transaction: 'refused', decides: vacuum, full: { lock: AX, others: { partition: { 18: AX } } } },
  'cluster':    { lock: AX, as: clusterForm, decides: cluster },
  'analyze':    { lock: SUX, below: 'partitions', others: { partition: { 13: AS, 18: SUX } }, decides: analyze },
  'lock table': { lock: AX, below: 'descendants', transaction: 'required', as: lockTableForm, decides: lockBehind },
  'comment':    { ...NOTHING, as: commentForm },

  'set':         { ...NOTHING, as: setForm },
  'transaction': { ...NOTHING, as: ({ does }) => (['savepoint', 'rollback to', 'release'].includes(does) ? { transaction: 'required' } : {}) },

  'run code':         NOTHING,
  'call':             NOTHING,
  'run unknown text': { ...NOTHING, decides: () => [{ kind: 'unknown' }] },
  'other':            { ...NOTHING, as: otherForm, decides: otherCommand },
};

