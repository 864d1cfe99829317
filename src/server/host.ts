import os from 'node:os';

/** What this computer is, as far as it decides where servers live and how they run. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly os: NodeJS.Platform;
  readonly cpu: string;
  /** A Linux without glibc, such as Alpine. */
  readonly musl: boolean;
  readonly home: string;
  /** undefined on Windows. */
  readonly uid: number | undefined;
}

/** The computer that we run on. */
export function thisHost(): Host {
  return {
    env: process.env,
    os: process.platform,
    cpu: process.arch,
    musl: process.platform === 'linux' && !hasGlibc(),
    home: os.homedir(),
    uid: process.getuid?.(),
  };
}

function hasGlibc(): boolean {
  // Without this the report asks the network for the names of all open connections.
  if (process.report !== undefined) Reflect.set(process.report, 'excludeNetwork', true);
  const report = process.report?.getReport();
  const header = report !== undefined && 'header' in report ? report.header : undefined;
  return typeof header === 'object' && header !== null && 'glibcVersionRuntime' in header;
}
