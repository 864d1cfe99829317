import fs from 'node:fs';
import path from 'node:path';
import vm from 'node:vm';
import { ownSecret, sealOf, secretIn } from './seal.ts';

/** A script of ours, ready to run. `keep` writes down what V8 has compiled of it by now, for the next process. */
export interface Compiled { readonly script: vm.Script; keep(): void }

/** Builds and versions of Node whose code is kept; older ones make room. */
const MOST = 8;

/**
 * The file's script, compiled from what an earlier process has left of it, so that the text is not parsed again. V8 looks
 * at the length of a text alone and checks no sum, so the name says which text it is, and a seal that it is whole and ours.
 */
export function compiled(file: string, build: string, folder: string | undefined): Compiled {
  if (folder === undefined) return { script: scriptOf(file, undefined), keep: () => undefined };
  const kept = path.join(folder, `${build}-${process.version}-${process.arch}.code`);
  const cachedData = codeIn(kept, folder);
  const script = scriptOf(file, cachedData);
  const isKept = cachedData !== undefined && script.cachedDataRejected !== true;
  return { script, keep: () => { if (!isKept) keepCode(script.createCachedData(), kept, folder); } };
}

/** As Node's own loader wraps a CommonJS module. */
function scriptOf(file: string, cachedData: Buffer | undefined): vm.Script {
  return new vm.Script(`(function (exports, require, module, __filename, __dirname) {${fs.readFileSync(file, 'latin1')}\n})`, {
    filename: file, cachedData, importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
}

function codeIn(file: string, folder: string): Buffer | undefined {
  try {
    const bytes = fs.readFileSync(file);
    const end = bytes.indexOf(10);
    const [secret, code] = [secretIn(folder), bytes.subarray(end + 1)];
    return secret && sealOf(secret, code) === bytes.toString('latin1', 0, end) ? code : undefined;
  } catch {
    return undefined;
  }
}

/** Never throws: without it the next process parses again. */
function keepCode(code: Buffer, file: string, folder: string): void {
  try {
    const secret = ownSecret(folder);
    const beside = path.join(folder, `.${process.pid}.code`);
    fs.writeFileSync(beside, Buffer.concat([Buffer.from(`${sealOf(secret, code)}\n`), code]), { mode: 0o600 });
    fs.renameSync(beside, file);
    const all = fs.readdirSync(folder).filter((name) => name.endsWith('.code')).map((name) => path.join(folder, name));
    const newest = all.map((one) => ({ one, time: fs.statSync(one).mtimeMs })).sort((a, b) => b.time - a.time);
    for (const { one } of newest.slice(MOST)) fs.rmSync(one, { force: true });
  } catch {
    // The folder may be closed to us, or full.
  }
}
