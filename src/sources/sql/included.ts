import type { Aside } from '../../sql/psql.ts';
import type { Variables } from '../../sql/variables.ts';
import { argumentsOf } from '../../sql/variables.ts';
import { decode } from '../../text/decode.ts';
import { folderOf, isWithin, joined, nameOf } from '../../text/path.ts';
import type { SourceText } from '../../text/place.ts';
import { Unreadable } from '../../text/world.ts';
import type { Including, Setting } from './file-text.ts';

/** The file that a line of another one includes; else one sentence on why it is not read. */
export function includedFile({ command, argument }: Aside, path: string, variables: Variables, including: Including, { root, world }: Setting): SourceText | string {
  const line = `${command} ${argument}`;
  const [written] = command === '#include' ? [/^"([^"]+)"/.exec(argument)?.[1]] : argumentsOf(argument, variables);
  if (written === undefined) return `\`${line}\` does not say in plain words which file it includes.`;

  // psql looks from where it was started, which nobody can know; the project's folder is where people start it.
  const folders = command === '\\i' || command === '\\include' ? [root, folderOf(path)] : [folderOf(path), root];
  const candidates = folders.map((folder) => joined(folder, written.replace(/^"|"$/g, '')));
  const found = candidates.find((candidate) => world.kindOf(candidate) === 'file');
  if (found === undefined) return `\`${line}\` includes a file that is not there.`;
  if (!isWithin(found, root)) return `\`${line}\` includes a file outside the project, which Phasewise does not read.`;
  if (including.budget.left-- <= 0) return `\`${line}\` includes one file more than Phasewise follows.`;
  if (including.paths.includes(found)) return `\`${line}\` includes ${nameOf(found)} from within itself.`;
  try {
    const decoded = decode(found, world.read(found));
    return decoded.kind === 'text' ? decoded.source : decoded.message;
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return `${nameOf(found)} cannot be read: ${error.reason}.`;
  }
}
