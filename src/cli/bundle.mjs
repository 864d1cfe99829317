// Bundles the command line into one CommonJS file, which starts faster than modules do.
import { build } from 'esbuild';

await build({
  entryPoints: ['src/cli/bin.ts'],
  outfile: 'dist/bin.cjs',
  bundle: true,
  platform: 'node',
  target: 'node20.19',
  format: 'cjs',
  minify: true,
  legalComments: 'none',
  logLevel: 'warning',
  // pg asks for them only where they are installed.
  external: ['pg-native', 'cloudflare:sockets'],
  // CommonJS has no import.meta; the file itself is the place from which everything is found.
  define: { 'import.meta.url': '__bin' },
  banner: { js: 'const __bin=require("node:url").pathToFileURL(__filename).href;' },
});
