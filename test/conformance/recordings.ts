import fs from 'node:fs';
import path from 'node:path';
import type { Major } from '../../src/effects/effect.ts';
import { FIXTURES, readForms } from './form.ts';
import type { Recorded } from '../../src/observe/recorded.ts';

/** What was observed on one major, by the ids of the forms. */
export interface Recording { readonly server: string; readonly forms: Readonly<Record<string, Recorded>> }

export function readRecording(major: Major): Recording {
  const file = fileOf(major);
  return fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, 'utf8')) : { server: '', forms: {} };
}

/** Puts what was observed in place of what was recorded before; one line for each form, in the order of the forms. */
export function record(major: Major, server: string, observed: Readonly<Record<string, Recorded>>): void {
  const forms = { ...readRecording(major).forms, ...observed };
  const lines = readForms().flatMap(({ id }) => (forms[id] ? [`  ${JSON.stringify(id)}: ${JSON.stringify(forms[id])}`] : []));
  fs.writeFileSync(fileOf(major), `{\n "server": ${JSON.stringify(server)},\n "forms": {\n${lines.join(',\n')}\n }\n}\n`);
}

function fileOf(major: Major): string {
  return path.join(FIXTURES, `${major}.json`);
}
