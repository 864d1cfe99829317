import { expect, test } from 'vitest';
import { cacheFolder, cacheFolders } from '../../src/server/cache.ts';
import type { Host } from '../../src/server/host.ts';

const ann: Host = { env: {}, os: 'linux', cpu: 'x64', musl: false, home: '/home/ann', uid: 1000 };

test.each([
  ['Linux', {}, '/home/ann/.cache/phasewise'],
  ['Linux, with a cache of its own', { env: { XDG_CACHE_HOME: '/big/cache' } }, '/big/cache/phasewise'],
  ['Linux, with a relative one, which is to be ignored', { env: { XDG_CACHE_HOME: 'cache' } }, '/home/ann/.cache/phasewise'],
  ['macOS', { os: 'darwin', home: '/Users/ann' }, '/Users/ann/Library/Caches/phasewise'],
  ['root, whose home nobody may enter', { uid: 0, home: '/root' }, '/var/cache/phasewise'],
  ['root on macOS', { uid: 0, os: 'darwin' }, '/Library/Caches/phasewise'],
  ['PHASEWISE_CACHE', { uid: 0, env: { PHASEWISE_CACHE: '/srv/cache' } }, '/srv/cache'],
] as const)('the cache of %s', (_, changes, folder) => {
  expect(cacheFolder({ ...ann, ...changes })).toBe(folder);
});

test.skipIf(process.platform !== 'win32')('the cache of Windows', () => {
  expect(cacheFolder({ ...ann, os: 'win32', uid: undefined, env: { LOCALAPPDATA: 'C:\\Users\\ann\\AppData\\Local' } })).toBe('C:\\Users\\ann\\AppData\\Local\\phasewise\\Cache');
});

test('what root installed serves everybody, and root finds what a user installed', () => {
  expect(cacheFolders(ann)).toEqual(['/home/ann/.cache/phasewise', '/var/cache/phasewise']);
  expect(cacheFolders({ ...ann, uid: 0 })).toEqual(['/var/cache/phasewise', '/home/ann/.cache/phasewise']);
  expect(cacheFolders({ ...ann, env: { PHASEWISE_CACHE: '/srv/cache' } })).toEqual(['/srv/cache']);
});
