import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';

export default defineRule({
  name: 'matview-refresh-concurrent-exclusive',
  summary: 'Let one job alone refresh a materialized view.',
  why: `
    REFRESH … CONCURRENTLY holds EXCLUSIVE on the view while its whole query runs and the rows are compared: reads go on,
    and a second refresh waits. Where a job refreshes the view on a timetable, that job waits for the migration.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-refreshmaterializedview.html'],
  on: ['refresh'],

  check({ view, concurrently }, here) {
    const locks = here.stops.filter(({ role }) => role === 'view');
    if (!concurrently || locks.length === 0) return [];
    return [{
      message: `Whoever else refreshes ${here.named(view)} waits while its query runs and its rows are compared, and then ${here.untilWhen}. Reads go on.`,
      at: here.at,
      because: locks,
      cure: advice(`Leave it to the job that refreshes ${here.named(view)} at other times, or stop that job while the migration runs.`),
    }];
  },
});
