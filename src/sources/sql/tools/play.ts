import { files } from '../layout.ts';
import type { SectionStyle } from '../style.ts';
import type { Look } from '../look.ts';
import type { SqlTool } from '../tool.ts';

const SECTIONS: SectionStyle = { kind: 'markers', up: '# --- !Ups', marker: /^-[- ]*!(ups|downs)\b(.*)$/i, preface: 'ignored' };

/**
 * Statements one by one, each committed by itself; with `autocommit = false` all scripts of a run in one transaction.
 * https://www.playframework.com/documentation/latest/Evolutions
 */
export const play: SqlTool = {
  id: 'play',
  name: 'Play Evolutions',
  owns: (here) => /^(?:#|--).*!Ups\b/m.test(here.sample) || /\/evolutions\/[^/]+$/.test(here.folder),
  layout: files,
  style: { sections: [SECTIONS] },
  ledger: { name: 'play_evolutions' },
  runs: (here) => ({ wraps: isInOne(here) ? 'run' : 'nothing', sends: 'statements', unwraps: 'never', settings: {} }),
  words: {
    own: 'in an evolution of its own',
    alone: 'in an evolution of its own',
    inside: marker,
    outside: marker,
  },
};

function isInOne(here: Look): boolean {
  return here.around(['application.conf', 'conf/application.conf'], /\bplay\.evolutions(?:\.db\.\w+)?\.autocommit\s*=\s*false\b/);
}

function marker(direction: 'up' | 'down'): readonly string[] {
  return [`-- !${direction === 'up' ? 'Ups' : 'Downs'}`];
}
