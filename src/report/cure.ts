import type { AuthoredPhase } from '../migrations/author.ts';
import type { Cure, Phase } from '../migrations/cure.ts';
import type { Project } from '../project/project.ts';
import { printable } from './printable.ts';
import { paragraph } from './wrap.ts';
import { authored } from '../project/authored.ts';

/** What to do instead, as blocks of text between which an empty line stands; code is never wrapped. */
export function cureBlocks(cure: Cure, project: Project, columns: number): readonly string[] {
  switch (cure.kind) {
    case 'none':
      return [sentence(`No ready cure. ${cure.because}`, columns, '  ')];
    case 'phases':
      return phaseBlocks(cure.phases, authored(cure, project), columns);
  }
}

function phaseBlocks(phases: readonly Phase[], written: readonly AuthoredPhase[], columns: number): readonly string[] {
  const [only, ...others] = written;
  if (!only) return [];
  if (others.length === 0) {
    const first = conditions(phases[0], columns, '  ');
    const opening = first.length > 0 ? 'Then' : 'Instead';
    return [...first, sentence(`${heading(opening, only)}:`, columns, '  '), codeBlock(only.code)];
  }
  // Said once where it holds for all.
  const shared = others.every(({ where }) => where === only.where) ? only.where : '';
  const each = shared === '' ? '' : `, each ${shared}`;
  return [
    sentence(`Instead, in ${written.length} phases${each}:`, columns, '  '),
    ...written.flatMap((phase, at) => [
      ...conditions(phases[at], columns, '  '),
      sentence(`${heading(`${at + 1}. ${phase.phase}`, { where: shared === '' ? phase.where : '' })}:`, columns, '  '),
      codeBlock(phase.code),
    ]),
  ];
}

/** What must be true before a phase runs. */
function conditions(phase: Phase | undefined, columns: number, indent: string): readonly string[] {
  return [phase?.deployBefore, phase?.gate].flatMap((text) => (text === undefined ? [] : [sentence(text, columns, indent)]));
}

function heading(opening: string, { where }: Pick<AuthoredPhase, 'where'>): string {
  return where === '' ? opening : `${opening}, ${where}`;
}

function sentence(text: string, columns: number, indent: string): string {
  return paragraph(printable(text), columns, indent);
}

function codeBlock(code: string): string {
  return code.split(/\r\n|\r|\n/).map((line) => (line === '' ? '' : `      ${line.split('\t').map(printable).join('\t')}`)).join('\n');
}
