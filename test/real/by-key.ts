import type { Session } from '../../src/server/observer/session.ts';
import { rows } from '../../src/server/observer/session.ts';

/** A node of a plan, as EXPLAIN tells it. */
interface Node {
  readonly 'Node Type': string;
  readonly 'Operation'?: string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Plans'?: readonly Node[];
}

/**
 * Does the planner find the rows of an UPDATE or DELETE through a unique index? Then they are as few as what the statement
 * names. It asks for the plan in a savepoint, which lets go of the locks again; undefined: there is no plan.
 */
export async function findsByKey(session: Session, sql: string): Promise<boolean | undefined> {
  await session.client.query('SAVEPOINT plan');
  try {
    await session.client.query('SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off');
    const [row] = await rows<{ 'QUERY PLAN': readonly { readonly Plan: Node }[] }>(session, `EXPLAIN (FORMAT JSON) ${sql}`);
    const change = row && nodes(row['QUERY PLAN'][0]?.Plan).find((node) => node['Node Type'] === 'ModifyTable');
    if (!change) return undefined;
    const scan = nodes(change).find((node) => node['Relation Name'] === change['Relation Name'] && node !== change);
    const compared = scan?.['Index Cond'];
    return compared !== undefined && (await isWhole(session, scan?.['Index Name'] ?? '', compared));
  } catch {
    return undefined;
  } finally {
    await session.client.query('ROLLBACK TO SAVEPOINT plan; RELEASE SAVEPOINT plan');
  }
}

function nodes(node: Node | undefined): readonly Node[] {
  return node ? [node, ...(node.Plans ?? []).flatMap(nodes)] : [];
}

/** The value, or the values of ANY, are written out: not another table's column. */
const IS_CONSTANT = / = (?:ANY \()?['\d-]/;

/** Is the index unique, and each of its columns compared with a value? */
async function isWhole(session: Session, index: string, compared: string): Promise<boolean> {
  const columns = await rows<{ name: string }>(session, `
    SELECT quote_ident(attname) AS name FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid JOIN pg_attribute ON attrelid = indexrelid
     WHERE relname = $1 AND indisunique AND attnum <= indnkeyatts`, [index]);
  const terms = compared.split(' AND ').map((term) => term.replace(/^\(+/, ''));
  return columns.length > 0 && columns.every(({ name }) => terms.some((term) => (term.startsWith(`${name} = `) || term.startsWith(`${name})::text = `)) && IS_CONSTANT.test(term)));
}
