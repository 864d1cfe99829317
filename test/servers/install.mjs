// Installs the servers of the tests and the demo.
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { installed } from '../installed.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** The folder to give as PHASEWISE_SERVERS. */
export const servers = path.join(here, 'node_modules');

/** Throws where npm cannot bring them. */
export function install() {
  return installed(here);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) install();
