import type { Format } from '../report/format.ts';
import { FORMATS } from '../report/formats.ts';
import { nearest } from '../text/nearest.ts';
import { absolute } from '../project/disk.ts';
import type { Io } from './io.ts';
import { UsageError } from './io.ts';

/** A report that somebody wants. `path`: the file, absolute; undefined: standard output. */
export interface Output { readonly format: Format; readonly path?: string }

/** `--format`, and each `--output-file` as it was typed. */
export interface OutputOptions { readonly format?: string; readonly outputFile?: readonly string[] }

/**
 * What is to be written where. A file with a format of its own comes beside standard output; one without takes what
 * standard output would have got. Throws `UsageError`.
 */
export function outputsWanted({ format, outputFile = [] }: OutputOptions, io: Io): readonly Output[] {
  const files = outputFile.map(fileWanted);
  const isTaken = files.some((file) => file.format === undefined);
  const main = isTaken ? formatNamed(format ?? usual().name) : formatOnScreen(format, io);
  const outputs = files.map((file): Output => ({ format: file.format ?? main, path: absolute(file.path, io.cwd) }));
  const twice = outputs.find(({ path }, at) => outputs.findIndex((other) => other.path === path) !== at);
  if (twice?.path !== undefined) throw new UsageError(`--output-file names ${twice.path} twice.`);
  return isTaken ? outputs : [...outputs, { format: main }];
}

/** `sarif=out/report.sarif`, `out/report.txt`. */
function fileWanted(typed: string): { readonly format: Format | undefined; readonly path: string } {
  const [, name, path = ''] = /^([\w-]+)=(.*)$/s.exec(typed) ?? [undefined, undefined, typed];
  if (path === '') throw new UsageError(`--output-file ${typed} names no file. Write --output-file sarif=phasewise.sarif.`);
  if (name === undefined) return { format: undefined, path };
  return { format: formatNamed(name, ` For a file of that name write --output-file ./${typed}.`), path };
}

function formatOnScreen(typed: string | undefined, io: Io): Format {
  if (typed !== undefined) return formatNamed(typed);
  if (!io.env['GITHUB_ACTIONS']) return usual();
  io.err('phasewise: the format is github, because GITHUB_ACTIONS is set; --format chooses another.\n');
  return formatNamed('github');
}

function formatNamed(name: string, hint = ''): Format {
  const format = FORMATS.find((one) => one.name === name);
  if (format) return format;
  const names = FORMATS.map((one) => one.name);
  const meant = nearest(name, names);
  throw new UsageError(`there is no format ${name}. ${meant === undefined ? `Choose one of ${names.join(', ')}.` : `Did you mean ${meant}?`}${hint}`);
}

function usual(): Format {
  const [first] = FORMATS;
  if (!first) throw new RangeError('There are formats.');
  return first;
}
