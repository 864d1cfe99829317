/**
 * Settings of every embedded server. synchronous_commit stays on: without it, a backend that is killed takes rows with
 * it that were already committed.
 */
const always = {
  log_line_prefix: '', // First: it counts from here on.
  listen_addresses: '',
  synchronous_commit: 'on',
  shared_buffers: '16MB',
  min_wal_size: '32MB',
  max_wal_size: '256MB',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_connections: '50',
  jit: 'off',
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  log_min_messages: 'fatal',
} as const;

/** Data that is thrown away needs neither the disk nor a vacuum. */
const thrownAway = { fsync: 'off', full_page_writes: 'off', autovacuum: 'off' } as const;

/** The arguments of postgres: `-c name=value` for each setting. */
export function settingsFor(data: 'kept' | 'new', others: Readonly<Record<string, string>> = {}): readonly string[] {
  const settings = { ...always, ...(data === 'new' ? thrownAway : {}), ...others };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
