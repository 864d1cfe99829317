import type { Cure } from '../migrations/cure.ts';
import type { Fact } from '../rule/fact.ts';

/** What happens inside a function is found where it is called. */
export function insideCode(message: string, { inside }: Pick<Fact, 'inside'>): string {
  return inside === undefined || inside === DO_BLOCK ? message : `${message} That is done by ${inside}, which is called here.`;
}

/**
 * A cure says how a migration should send its statements; what code runs is sent as a whole. All of it is one
 * transaction, so that nothing in it can be made to wait less.
 */
export function outsideCode(cure: Cure, { inside, statement }: Pick<Fact, 'inside' | 'statement'>): Cure {
  if (cure.kind !== 'phases') return cure;
  if (statement.each) return { kind: 'none', because: `One call sends this for each ${statement.each.type} that there is: write the statements out, so that each can be sent in its safe form.` };
  if (inside === undefined) return cure;
  return { kind: 'none', because: `All that ${inside} runs is one transaction, in which there is no safe form of this: take the statement out, so that it is sent by itself.` };
}

const DO_BLOCK = 'a DO block';
