import path from 'node:path';
import type { Host } from './host.ts';

/**
 * The folder in which this user's servers and their data live. Root's is not below its home: nobody, as whom root's
 * servers run, may not enter /root. PHASEWISE_CACHE names another one.
 */
export function cacheFolder(host: Pick<Host, 'env' | 'os' | 'home' | 'uid'>): string {
  const named = host.env['PHASEWISE_CACHE'];
  if (named) return path.resolve(named);
  if (host.uid !== 0) return userCache(host);
  return host.os === 'darwin' ? '/Library/Caches/phasewise' : '/var/cache/phasewise';
}

/** Where servers may be installed, in the order of looking: what root installed serves everybody. */
export function cacheFolders(host: Host): readonly string[] {
  const own = cacheFolder(host);
  if (host.os === 'win32' || host.env['PHASEWISE_CACHE']) return [own];
  const other = host.uid === 0 ? userCache(host) : cacheFolder({ ...host, uid: 0 });
  return own === other ? [own] : [own, other];
}

function userCache({ env, os, home }: Pick<Host, 'env' | 'os' | 'home'>): string {
  if (os === 'win32') return path.join(env['LOCALAPPDATA'] || path.join(home, 'AppData', 'Local'), 'phasewise', 'Cache');
  // The XDG specification: a relative path is to be ignored.
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg && path.isAbsolute(xdg)) return path.join(xdg, 'phasewise');
  return os === 'darwin' ? path.join(home, 'Library', 'Caches', 'phasewise') : path.join(home, '.cache', 'phasewise');
}
