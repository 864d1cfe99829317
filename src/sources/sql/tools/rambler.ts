import { filesByName } from '../layout.ts';
import type { SectionStyle } from '../style.ts';
import type { SqlTool } from '../tool.ts';

const SECTIONS: SectionStyle = { kind: 'markers', up: '-- rambler up', marker: /^--[ \t]*rambler[ \t]+(up|down)\b(.*)$/i, preface: 'ignored', pieces: true };

/**
 * A section is one string, without a transaction of the tool's own; a file may have several sections of a direction.
 * https://github.com/elwinar/rambler/blob/master/migration.go, driver/postgresql/driver.go
 */
export const rambler: SqlTool = {
  id: 'rambler',
  name: 'Rambler',
  owns: (here) => /^-- rambler up\b/m.test(here.sample),
  layout: filesByName,
  style: { sections: [SECTIONS] },
  ledger: { name: 'migrations' },
  runs: () => ({ wraps: 'nothing', sends: 'pieces', unwraps: 'never', settings: {} }),
  words: {
    own: 'in a file of its own',
    alone: 'in a section of its own',
    inside: marker,
    outside: marker,
    oneByOne: true,
  },
};

function marker(direction: 'up' | 'down'): readonly string[] {
  return [`-- rambler ${direction}`];
}
