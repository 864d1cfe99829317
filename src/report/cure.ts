import type { AuthoredPhase } from '../migrations/author.ts';
import type { Cure, Phase } from '../migrations/cure.ts';
import type { Project } from '../project/project.ts';
import { printable } from './printable.ts';
import { paragraph } from './wrap.ts';
import { authored } from '../project/authored.ts';

/** A sentence about a cure, or code to paste. Line ends and tabs of code stand; all else in both is printable. */
export type CurePart =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'code'; readonly code: string };

/** What to do instead, in the order in which it is to be read. */
export function curePartsOf(cure: Cure, project: Project): readonly CurePart[] {
  switch (cure.kind) {
    case 'advice':
      return [text(cure.say)];
    case 'none':
      return [text(`No ready cure. ${cure.because}`)];
    case 'phases':
      return partsOfPhases(cure.phases, authored(cure, project));
  }
}

/** The same as blocks of text between which an empty line stands; code is never wrapped. */
export function cureBlocks(cure: Cure, project: Project, columns: number): readonly string[] {
  return curePartsOf(cure, project).map((part) => (part.kind === 'text' ? paragraph(part.text, columns, '  ') : indented(part.code)));
}

function partsOfPhases(phases: readonly Phase[], written: readonly AuthoredPhase[]): readonly CurePart[] {
  const [only, ...others] = written;
  if (!only) return [];
  if (others.length === 0) {
    const first = conditions(phases[0]);
    const opening = first.length > 0 ? 'Then' : 'Instead';
    return [...first, text(`${heading(opening, only)}:`), code(only)];
  }
  // Said once where it holds for all.
  const shared = others.every(({ where }) => where === only.where) ? only.where : '';
  const each = shared === '' ? '' : `, each ${shared}`;
  return [
    text(`Instead, in ${written.length} phases${each}:`),
    ...written.flatMap((phase, at) => [
      ...conditions(phases[at]),
      text(`${heading(`${at + 1}. ${phase.phase}`, { where: shared === '' ? phase.where : '' })}:`),
      code(phase),
    ]),
  ];
}

/** What must be true before a phase runs. */
function conditions(phase: Phase | undefined): readonly CurePart[] {
  return [phase?.deployBefore, phase?.gate].flatMap((condition) => (condition === undefined ? [] : [text(condition)]));
}

function heading(opening: string, { where }: Pick<AuthoredPhase, 'where'>): string {
  return where === '' ? opening : `${opening}, ${where}`;
}

function text(words: string): CurePart {
  return { kind: 'text', text: printable(words) };
}

function code(phase: AuthoredPhase): CurePart {
  return { kind: 'code', code: phase.code.split(/\r\n|\r|\n/).map((line) => line.split('\t').map(printable).join('\t')).join('\n') };
}

function indented(lines: string): string {
  return lines.split('\n').map((line) => (line === '' ? '' : `      ${line}`)).join('\n');
}
