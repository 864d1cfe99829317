import type { Reported } from '../../src/rule/finding.ts';
import { byKeys } from './facts/by-keys.ts';
import { compatibility } from './facts/compatibility.ts';
import { destructive } from './facts/destructive.ts';
import { leftBehind } from './facts/left-behind.ts';
import { locks } from './facts/locks.ts';
import type { Story, Verdict } from './verdict.ts';

/** Judges a finding by what its rule claims. Undefined: the effects of the finding decide. */
export type Judge = (finding: Reported, story: Story) => Verdict | undefined;

/** Rules whose claim is no effect, or more than one. */
export const FACTS: Readonly<Record<string, Judge>> = { ...destructive, ...compatibility, ...locks, ...byKeys, ...leftBehind };
