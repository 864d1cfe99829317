import type { AuthoredPhase } from '../migrations/author.ts';
import type { Cure, Phase } from '../migrations/cure.ts';
import type { Project } from '../project/project.ts';
import { authored as authoredPhases } from '../project/authored.ts';

/** How the cure begins: what must be true before it, where its first statement belongs, and the statement. The whole of it is for reports. */
export function cureSentence(cure: Cure, project: Project): string {
  switch (cure.kind) {
    case 'advice':
      return cure.say;
    case 'none':
      return cure.because;
    case 'phases': {
      const written = authoredPhases(cure, project);
      const [phase, authored] = [cure.phases[0], written[0]];
      return phase && authored ? opening(phase, authored, written.length) : '';
    }
  }
}

function opening({ deployBefore, gate }: Phase, { where, code }: AuthoredPhase, phases: number): string {
  const before = [deployBefore, gate].filter((sentence) => sentence !== undefined);
  const word = before.length > 0 ? 'Then' : 'Instead';
  const place = where === '' ? '' : `, ${where}`;
  const start = phases > 1 ? `${word}, as the first of ${phases} phases${place}` : `${word}${place}`;
  return [...before, `${start}: ${beginning(code)}`].join(' ');
}

/** The first line that does something; lines that only say how it runs are told by `where`. */
export function beginning(code: string): string {
  const lines = code.split(/\r\n|\r|\n/).map((line) => line.trim()).filter((line) => line !== '');
  const [first = '', ...more] = lines.filter((line) => !/^(?:--|#|with op\.get_context\(\)\.autocommit_block\(\):$)/.test(line));
  return more.length > 0 ? `${first} …` : first;
}
