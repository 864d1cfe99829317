import type { ConstraintSpec, OperationOf } from '../operations/operation.ts';
import type { Major } from './effect.ts';
import type { Form } from './form.ts';
import type { Part } from './part.ts';

/**
 * The parts of a constraint that a major brought.
 * https://www.postgresql.org/docs/current/sql-createtable.html
 */
const BROUGHT: readonly { readonly by: Major; readonly has: (spec: ConstraintSpec) => boolean }[] = [
  { by: 15, has: ({ nullsNotDistinct }) => nullsNotDistinct === true },
  { by: 18, has: ({ overTime }) => overTime === true },
  { by: 18, has: ({ enforced }) => !enforced },
];

export function broughtFor(spec: ConstraintSpec): readonly Part[] {
  return BROUGHT.filter(({ has }) => has(spec)).map(({ by }) => since(by));
}

/** Inside a column NOT NULL has always been able to have a name; beside the columns it stands from 18 on. */
export function broughtForTable({ columns, constraints }: OperationOf<'create table'>): readonly Part[] {
  return [
    ...columns.flatMap(({ generated, compression }) => [...(generated?.stored === false ? [since(18)] : []), ...(compression === undefined ? [] : [since(14)])]),
    ...constraints.flatMap(({ type }) => (type === 'not null' ? [since(18)] : [])),
    ...[...columns.flatMap((column) => column.constraints), ...constraints].flatMap(broughtFor),
  ];
}

/** Settings that sessions may make and that 13 does not know; SET and RESET of a name that a server does not know fail. */
const SETTINGS: readonly { readonly by: Major; readonly names: string }[] = [
  { by: 14, names: 'client_connection_check_interval compute_query_id default_toast_compression enable_async_append enable_memoize idle_session_timeout track_wal_io_timing vacuum_failsafe_age vacuum_multixact_failsafe_age' },
  { by: 15, names: 'recursive_worktable_factor stats_fetch_consistency' },
  { by: 16, names: 'createrole_self_grant enable_presorted_aggregate icu_validation_level scram_iterations vacuum_buffer_usage_limit' },
  { by: 17, names: 'enable_group_by_reordering event_triggers io_combine_limit transaction_timeout' },
  { by: 18, names: 'enable_distinct_reordering enable_self_join_elimination extension_control_path file_copy_method log_lock_failures md5_password_warnings track_cost_delay_timing vacuum_max_eager_freeze_failure_rate vacuum_truncate' },
];
const BROUGHT_SETTINGS: ReadonlyMap<string, Major> = new Map(SETTINGS.flatMap(({ by, names }) => names.split(' ').map((name) => [name, by] as const)));

export function setForm({ setting, local }: OperationOf<'set'>): Partial<Form> {
  const by = BROUGHT_SETTINGS.get(setting.toLowerCase());
  return { ...(local ? { transaction: 'required' } : {}), ...(by === undefined ? {} : { since: by }) };
}

function since(major: Major): Part {
  return { kind: 'since', major };
}
