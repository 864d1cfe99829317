import { hashOf } from './hash.ts';
import type { SourceText } from './place.ts';

/** Larger files are not migrations but data; reading one would stall an editor. */
export const FILE_LIMIT = 10 * 1024 * 1024;

export type Decoded =
  | { readonly kind: 'text'; readonly source: SourceText }
  /** `message`: one full sentence that names the file. `at`: the byte at fault. */
  | { readonly kind: 'refused'; readonly path: string; readonly message: string; readonly at: number };

/**
 * Bytes of a file as text. A leading UTF-8 byte order mark stays in the text, so that offsets count from the file's
 * first unit; readers skip it. NUL (which PostgreSQL's parser would take for the end), invalid UTF-8, UTF-16 and files
 * over the limit are refused, with the byte offset.
 */
export function decode(path: string, bytes: Uint8Array, limit: number = FILE_LIMIT): Decoded {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const refused = (what: string, at = 0): Decoded => ({ kind: 'refused', path, message: `${name} ${what}`, at });

  if (bytes.length > limit) return refused(`has ${megabytes(bytes.length)} MB; the limit is ${megabytes(limit)} MB.`);
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refused('is UTF-16; save it as UTF-8.');
  }
  const nul = bytes.indexOf(0);
  if (nul >= 0) return refused(`has a NUL byte at offset ${nul}; PostgreSQL's text cannot hold one.`, nul);

  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return { kind: 'text', source: { path, text, hash: hashOf(bytes) } };
  } catch {
    const at = firstInvalidByte(bytes);
    return refused(`is not valid UTF-8 from byte ${at} on; save it as UTF-8.`, at);
  }
}

function megabytes(bytes: number): string {
  return (bytes / 1024 / 1024).toFixed(1).replace(/\.0$/, '');
}

/** The longest prefix that may still become valid, found by halving, without the character that it breaks off in. */
function firstInvalidByte(bytes: Uint8Array): number {
  let low = 0;
  let high = bytes.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (decodes(bytes.subarray(0, middle), MAY_GO_ON)) low = middle;
    else high = middle - 1;
  }
  while (low > 0 && !decodes(bytes.subarray(0, low), ENDS_HERE)) low--;
  return low;
}

const MAY_GO_ON = { stream: true };
const ENDS_HERE = { stream: false };

function decodes(bytes: Uint8Array, options: { readonly stream: boolean }): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, options);
    return true;
  } catch {
    return false;
  }
}
