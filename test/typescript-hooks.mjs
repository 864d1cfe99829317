import fs from 'node:fs/promises';
import { transform } from 'esbuild';

/** Takes the types out; line numbers stay as they are. */
export async function load(url, context, next) {
  if (!url.endsWith('.ts') || url.includes('/node_modules/')) return next(url, context);
  const { code } = await transform(await fs.readFile(new URL(url), 'utf8'), { loader: 'ts', format: 'esm', target: 'node20', sourcemap: 'inline', sourcefile: url });
  return { format: 'module', source: code, shortCircuit: true };
}
