import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'drop-chunks',
  summary: 'Let rows go by a reviewed policy, not by a call in a migration.',
  why: `
    Functions of extensions that drop partitions or chunks remove rows for good without a word of DELETE or DROP in the text.
    How many go depends on the day on which the migration runs.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://docs.timescale.com/api/latest/hypertable/drop_chunks/', 'https://github.com/pgpartman/pg_partman/blob/master/doc/pg_partman.md'],
  options: {
    functions: {
      kind: 'texts', about: 'Functions that remove rows, without their schema.',
      otherwise: ['drop_chunks', 'add_retention_policy', 'add_drop_chunks_policy', 'drop_partition_time', 'drop_partition_id'],
    },
  } as const,
  on: ['select', 'call'],

  check(operation, here, { functions }) {
    const calls = operation.kind === 'select' ? operation.calls : [operation.procedure.name];
    const found = calls.map((name) => name.split('.').at(-1) ?? name).find((name) => functions.includes(name));
    if (found === undefined) return [];
    return [{
      message: `${found} removes rows for good, as many as are old enough on the day on which this runs.`,
      at: here.at,
      because: [],
      cure: advice('Have the retention reviewed by those whose data it is, and keep a backup from before the first run.'),
    }];
  },
});
