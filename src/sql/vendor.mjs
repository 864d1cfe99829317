// Copies the grammar into dist/vendor and takes the asynchronous steps out of its loader, so that an editor's
// synchronous parse can use it, and lets its memory begin small. Each replacement must match exactly once: a new release
// cannot slip through.
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

const STEPS = [
  ['return async function(moduleArg', 'return function(moduleArg'],
  ['async function createWasm(){', 'function createWasm(){'],
  [
    'return new Promise(resolve=>{instantiateWasm(info,inst=>resolve(receiveInstance(inst)))})',
    'let r;instantiateWasm(info,inst=>{r=receiveInstance(inst)});return r',
  ],
  ['var result=await instantiateAsync(wasmBinary,wasmBinaryFile,info)', 'throw 0;var result'],
  ['wasmExports=await createWasm();await run();', 'wasmExports=createWasm();run();'],
  ['async function run(', 'function run('],
  ['await resolveRunDependencies()', '0'],
  ['await new Promise(resolve=>setTimeout(resolve,1))', '0'],
];

/**
 * The memory section: how many pages of 64 KB it begins with, and the most. 128 MB at once make V8 collect garbage in a
 * process that has none; the stack and what is static end below 35 MB, and the rest grows when it is needed.
 */
const MEMORY = {
  from: [0x05, 0x07, 0x01, 0x01, 0x80, 0x10, 0x80, 0x80, 0x01],
  to: [0x05, 0x07, 0x01, 0x01, 0x80, 0x05, 0x80, 0x80, 0x01],
};

const TYPES = `declare namespace instantiate {
  /** The parts of the compiled grammar that Phasewise calls. */
  interface Grammar {
    _malloc(size: number): number;
    _free(pointer: number): void;
    lengthBytesUTF8(text: string): number;
    stringToUTF8(text: string, pointer: number, size: number): void;
    UTF8ToString(pointer: number): string;
    getValue(pointer: number, type: 'i32'): number;
    _wasm_parse_query_raw(pointer: number): number;
    _wasm_free_parse_result(pointer: number): void;
    _wasm_parse_plpgsql(pointer: number): number;
  }
}
declare function instantiate(wasm: Uint8Array): instantiate.Grammar;
export = instantiate;
`;

const SYNCHRONOUS_START = `
module.exports = (wasm) => PgQueryModule({
  instantiateWasm(imports, done) {
    done(new WebAssembly.Instance(new WebAssembly.Module(wasm), imports));
    return {};
  },
});
`;

function withLessMemory(wasm) {
  const from = Buffer.from(MEMORY.from);
  const at = wasm.indexOf(from);
  if (at < 0 || wasm.indexOf(from, at + 1) >= 0) throw new Error('The memory of libpg-query has changed.');
  return Buffer.concat([wasm.subarray(0, at), Buffer.from(MEMORY.to), wasm.subarray(at + from.length)]);
}

const source = path.dirname(createRequire(import.meta.url).resolve('libpg-query'));
const target = new URL('../../dist/vendor/', import.meta.url);

const glue = STEPS.reduce((text, [from, to]) => {
  if (text.split(from).length !== 2) throw new Error(`The loader of libpg-query has changed: ${from}`);
  return text.replace(from, () => to);
}, fs.readFileSync(path.join(source, 'libpg-query.js'), 'utf8'));

fs.mkdirSync(target, { recursive: true });
fs.writeFileSync(new URL('libpg-query.cjs', target), glue + SYNCHRONOUS_START);
fs.writeFileSync(new URL('libpg-query.d.cts', target), TYPES);
fs.writeFileSync(new URL('libpg-query.wasm', target), withLessMemory(fs.readFileSync(path.join(source, 'libpg-query.wasm'))));
fs.copyFileSync(path.join(source, '..', 'LICENSE'), new URL('LICENSE', target));
