import type { Relation } from '../../src/catalog/object.ts';
import type { IndexStatistics, Statistics, TableStatistics } from '../../src/rule/statistics.ts';

const ROWS = '-- rows: ';
const STATISTICS = '-- statistics: ';

/** What a database tells, by the name of a table or an index. */
type Told = TableStatistics & IndexStatistics;

/**
 * What a fixture's lines say of the sizes and uses of its tables: `-- rows: orders 500`, or in full
 * `-- statistics: orders rows=5000000 bytes=9000000000 reads=300 writes=12000` (uses a minute) and
 * `-- statistics: orders_status_idx bytes=40000000 scans=0`. None where there is no such line.
 */
export function statisticsIn(lines: readonly string[]): Statistics | undefined {
  const told = new Map(lines.flatMap(toldBy));
  if (told.size === 0) return undefined;
  const of = ({ schema, name }: Relation) => told.get(`${schema}.${name}`) ?? told.get(name);
  return { name: 'the statistics of the fixture', table: of, index: of };
}

export function isStatistics(line: string): boolean {
  return line.startsWith(ROWS) || line.startsWith(STATISTICS);
}

function toldBy(line: string): readonly [string, Told][] {
  if (line.startsWith(ROWS)) {
    const [name = '', rows = ''] = line.slice(ROWS.length).split(' ');
    return [[name, told({ rows })]];
  }
  if (!line.startsWith(STATISTICS)) return [];
  const [name = '', ...pairs] = line.slice(STATISTICS.length).split(' ');
  return [[name, told(Object.fromEntries(pairs.map((pair) => pair.split('='))))]];
}

/** A table of which only the rows are told has 100 bytes in each. */
function told({ rows = '0', bytes, reads, writes, scans, ...others }: Readonly<Record<string, string>>): Told {
  const number = (text: string) => {
    if (!/^\d+$/.test(text)) throw new RangeError(`"${text}" is no number of rows, bytes or uses`);
    return Number(text);
  };
  if (Object.keys(others).length > 0) throw new RangeError(`statistics tell no ${Object.keys(others).join(', ')}`);
  return {
    rows: number(rows),
    bytes: bytes === undefined ? number(rows) * 100 : number(bytes),
    ...(reads !== undefined && { readsPerMinute: number(reads) }),
    ...(writes !== undefined && { writesPerMinute: number(writes) }),
    ...(scans !== undefined && { scans: number(scans) }),
  };
}
