// Bundles the command line into two CommonJS files, which start faster than modules do: a small one that knows whether an
// earlier run has the answer, and the program.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { build } from 'esbuild';

/** Both are plain ASCII, so that V8 takes their text as it is. */
const common = {
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  charset: 'ascii',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  // pg asks for them only where they are installed.
  external: ['pg-native', 'cloudflare:sockets'],
  alias: { 'node:child_process': './src/cli/child-process.cjs' },
};
// CommonJS has no import.meta; the file itself is the place from which everything is found.
const place = {
  define: { 'import.meta.url': '__bin' },
  banner: { js: 'const __bin=require("node:url").pathToFileURL(__filename).href;' },
};

await build({ ...common, ...place, entryPoints: ['src/cli/main.ts'], outfile: 'dist/main.cjs' });
const hash = createHash('sha256');
for (const file of ['dist/main.cjs', 'dist/vendor/libpg-query.wasm']) hash.update(fs.readFileSync(file));
await build({
  ...common,
  entryPoints: ['src/cli/bin.ts'],
  outfile: 'dist/bin.cjs',
  define: { __phasewiseBuild: JSON.stringify(hash.digest('hex').slice(0, 16)) },
});
