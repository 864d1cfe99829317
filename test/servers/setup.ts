import { install } from './install.mjs';

/** Before any test: the servers are there, and every worker knows where. */
export function setup(): void {
  process.env['PHASEWISE_SERVERS'] ??= install();
}
