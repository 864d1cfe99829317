import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { ESLint as ESLint10 } from 'eslint';
import { ESLint as ESLint9 } from 'eslint-9';
import { afterAll } from 'vitest';
import plugin from '../../src/eslint/index.ts';

/** The oldest and the newest ESLint that the plugin is made for. */
export const LINTERS = [ESLint9, ESLint10].map((ESLint) => ({ version: ESLint.version, ESLint: ESLint as typeof ESLint10 }));

export type Configs = NonNullable<ESLint10.Options['overrideConfig']>;
export type Results = ESLint10.LintResult[];
export type Message = Results[number]['messages'][number];

/** An ESLint with the recommended configuration, and what else is given. */
export function linter(ESLint: typeof ESLint10, cwd: string, more: readonly object[] = []): ESLint10 {
  return new ESLint({ cwd, overrideConfigFile: true, overrideConfig: [...plugin.configs.recommended, ...more] as Configs });
}

export async function lintText(ESLint: typeof ESLint10, cwd: string, file: string, text: string, more: readonly object[] = []): Promise<readonly Message[]> {
  const [result] = await linter(ESLint, cwd, more).lintText(text, { filePath: path.join(cwd, file) });
  return result?.messages ?? [];
}

/** "3:1 index-not-concurrent": where, and which rule of ours. */
export function brief({ line, column, ruleId, message }: Message): string {
  return `${line}:${column} ${ruleId?.replace('phasewise/', '') ?? message}`;
}

export const PROJECTS = path.resolve(import.meta.dirname, '../../fixtures/projects');

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

/** A folder of its own with these files; it is gone after the tests of a file. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'phasewise-eslint-')));
  folders.push(folder);
  fs.mkdirSync(path.join(folder, '.git'));
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), text);
  }
  return folder;
}
