import type { Crew } from './crew.ts';
import type { Holder } from './holders.ts';
import { stand, standInLine } from './holders.ts';
import type { RelationSeen } from './relations.ts';
import type { Session } from './session.ts';

/**
 * Transactions that are always open, so that a statement has to stop wherever it waits for one. When it stops at one, a
 * younger one takes over before the older ends: it is never in the way at the same point again.
 */
export class Chain {
  private holders: readonly Holder[] = [];
  private readonly resting: Session[] = [];
  private readonly crew: Crew;

  constructor(crew: Crew) {
    this.crew = crew;
  }

  async form(tables: readonly RelationSeen[]): Promise<void> {
    for (const table of tables) await this.add('gate', [table]);
    for (const kind of ['any user', 'writers', 'old snapshots'] as const) await this.add(kind, tables);
  }

  /** Those of us whose backends these are. */
  among(pids: readonly number[]): readonly Holder[] {
    return this.holders.filter(({ session }) => pids.includes(session.pid));
  }

  /**
   * Lets the statement pass that waits for one of us, at a relation or at the end of a transaction. A gate that was
   * reached stays open; at a relation the younger one stands in line for it.
   */
  async letPass(holder: Holder, at: string | undefined): Promise<void> {
    const { kind, tables } = holder;
    const wanted = tables.find(({ oid }) => oid === at);
    if (kind !== 'gate') await this.add(kind, tables.filter((table) => table !== wanted));
    if (kind !== 'gate' && wanted) this.holders = [...this.holders, await standInLine(kind, wanted, await this.session(), this.crew)];
    await this.dismiss(holder);
  }

  async disband(): Promise<void> {
    for (const holder of this.holders) await this.dismiss(holder);
  }

  private async add(kind: Holder['kind'], tables: readonly RelationSeen[]): Promise<void> {
    if (tables.length > 0) this.holders = [...this.holders, await stand(kind, tables, await this.session())];
  }

  private async session(): Promise<Session> {
    return this.resting.pop() ?? this.crew.join();
  }

  private async dismiss(holder: Holder): Promise<void> {
    await holder.inLine;
    await holder.session.client.query('ROLLBACK');
    this.holders = this.holders.filter((one) => one !== holder);
    this.resting.push(holder.session);
  }
}
