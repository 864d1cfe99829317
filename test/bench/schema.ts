import { Random } from './random.ts';

export interface Column { readonly name: string; readonly type: string }

export interface Table {
  readonly name: string;
  readonly columns: Column[];
  readonly indexes: string[];
  readonly constraints: string[];
}

const NOUNS = [
  'account', 'address', 'album', 'answer', 'article', 'badge', 'basket', 'booking', 'carrier', 'category', 'channel', 'claim', 'comment', 'contract', 'coupon',
  'customer', 'delivery', 'device', 'document', 'employee', 'event', 'file', 'folder', 'invoice', 'item', 'job', 'label', 'lesson', 'license', 'message', 'note',
  'offer', 'package', 'purchase', 'page', 'payment', 'person', 'plan', 'price', 'product', 'profile', 'project', 'question', 'refund', 'report', 'reservation',
  'review', 'role', 'route', 'schedule', 'session', 'shipment', 'shop', 'subscription', 'supplier', 'tag', 'task', 'team', 'ticket', 'token', 'vehicle', 'visit',
] as const;
const FORMS = ['', '_log', '_entry', '_state', '_draft', '_link', '_history', '_setting'] as const;
const COLUMNS = [
  ['title', 'text'], ['email', 'varchar(255)'], ['status', 'varchar(32)'], ['amount', 'numeric(12,2)'], ['quantity', 'integer'], ['position', 'bigint'],
  ['active', 'boolean'], ['starts_at', 'timestamptz'], ['ends_at', 'timestamp(3)'], ['payload', 'jsonb'], ['external_id', 'uuid'], ['rank', 'smallint'],
  ['description', 'text'], ['country', 'char(2)'], ['score', 'double precision'], ['tags', 'text[]'], ['created_by', 'bigint'], ['day', 'date'], ['hash', 'bytea'],
] as const;

/** What the migrations of one project have made so far, so that the next one speaks of things that are there. */
export class Schema {
  readonly random: Random;
  readonly tables: Table[] = [];
  readonly enums: { readonly name: string; values: number }[] = [];
  #made = 0;

  constructor(seed: number) {
    this.random = new Random(seed);
  }

  /** A number that no name has had yet. */
  fresh(): number {
    return ++this.#made;
  }

  newTableName(): string {
    const name = `${this.random.pick(NOUNS)}${this.random.pick(FORMS)}`;
    return this.tables.some((table) => table.name === name) ? `${name}_${this.fresh()}` : name;
  }

  newColumn(table?: Table): Column {
    const [word, type] = this.random.pick(COLUMNS);
    const name = table?.columns.some((column) => column.name === word) ? `${word}_${this.fresh()}` : word;
    return { name, type };
  }

  /** Recent tables are changed more often than old ones. */
  table(): Table | undefined {
    const back = Math.floor(this.random.next() ** 2 * this.tables.length);
    return this.tables[this.tables.length - 1 - back];
  }

  column(table: Table): Column | undefined {
    return table.columns[this.random.between(1, table.columns.length - 1)];
  }
}
