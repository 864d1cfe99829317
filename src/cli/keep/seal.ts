import { createHmac, randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const LENGTH = 32;

/**
 * What only this user has; undefined where there is none yet, or none that can be trusted. A cache folder may come with a
 * project, and an answer in it that hides what is wrong with that project must not be believed.
 */
export function secretIn(folder: string): Buffer | undefined {
  try {
    const secret = fs.readFileSync(path.join(folder, 'secret'));
    return secret.length === LENGTH ? secret : undefined;
  } catch {
    return undefined;
  }
}

/** The same, made where it was missing. Throws where it cannot be. */
export function ownSecret(folder: string): Buffer {
  const known = secretIn(folder);
  if (known) return known;
  // The one around it holds the servers as well, which run as another user.
  fs.mkdirSync(path.dirname(folder), { recursive: true });
  fs.mkdirSync(folder, { recursive: true, mode: 0o700 });
  const beside = path.join(folder, `.secret.${process.pid}`);
  fs.writeFileSync(beside, randomBytes(LENGTH), { mode: 0o600 });
  fs.renameSync(beside, path.join(folder, 'secret'));
  return secretIn(folder) ?? Buffer.alloc(LENGTH);
}

/** Nobody without the secret can make it for these parts. */
export function sealOf(secret: Buffer, ...parts: readonly (string | Uint8Array)[]): string {
  const seal = createHmac('sha256', secret);
  for (const part of parts) seal.update(part);
  return seal.digest('hex');
}
