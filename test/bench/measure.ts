import { spawn } from 'node:child_process';
import fs from 'node:fs';

/** What a whole process took: seconds of CPU, seconds, and the most memory it ever had, in MB, where the system tells. */
export interface Measured { readonly cpu: number; readonly wall: number; readonly peak?: number }

/** `times`: how often it runs for one measure, where one run is shorter than the system's clock of CPU time is exact. */
export interface Command { readonly words: readonly string[]; readonly cwd: string; readonly env?: NodeJS.ProcessEnv; readonly times?: number }

/** The shell tells what its child took. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#times */
const TIMES = 'exec 3>&1; for run in $RUNS; do "$0" "$@" >/dev/null 2>/dev/null; done; times >&3';
const EVERY = 5;

/** Runs a command, its output thrown away. */
export async function measure({ words, cwd, env = process.env, times = 1 }: Command): Promise<Measured> {
  const begun = performance.now();
  const runs = Array.from({ length: times }, (_, run) => run).join(' ');
  const shell = spawn('/bin/sh', ['-c', TIMES, ...words], { cwd, env: { ...env, RUNS: runs }, stdio: ['ignore', 'pipe', 'inherit'] });
  let text = '';
  shell.stdout.setEncoding('utf8').on('data', (piece: string) => { text += piece; });
  let peak: number | undefined;
  const watch = setInterval(() => { peak = Math.max(peak ?? 0, peakOfChild(shell.pid) ?? 0) || undefined; }, EVERY);
  await new Promise((resolve, reject) => { shell.on('close', resolve).on('error', reject); });
  clearInterval(watch);
  const wall = (performance.now() - begun) / 1000 / times;
  return { cpu: secondsIn(text.split('\n')[1] ?? '') / times, wall, ...(peak !== undefined && { peak }) };
}

/** `0m1.230s 0m0.100s`: user and system. */
function secondsIn(line: string): number {
  const all = [...line.matchAll(/(\d+)m([\d.]+)s/g)].map(([, minutes, seconds]) => Number(minutes) * 60 + Number(seconds));
  if (all.length !== 2) throw new Error(`The shell's times are not understood: ${line}`);
  return all.reduce((sum, one) => sum + one, 0);
}

function peakOfChild(shell: number | undefined): number | undefined {
  try {
    const [child] = fs.readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').split(' ');
    const peak = /VmHWM:\s+(\d+) kB/.exec(fs.readFileSync(`/proc/${child}/status`, 'utf8'))?.[1];
    return peak === undefined ? undefined : Number(peak) / 1024;
  } catch {
    return undefined;
  }
}

/** The least that each took in several rounds, in which they take turns: what else the computer does hits all alike. */
export async function inTurns(commands: readonly Command[], rounds: number): Promise<readonly Measured[]> {
  const all = commands.map((): Measured[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [at, command] of commands.entries()) all[at]?.push(await measure(command));
  }
  return all.map((each) => {
    const peak = Math.max(...each.map((one) => one.peak ?? 0));
    return { cpu: Math.min(...each.map(({ cpu }) => cpu)), wall: Math.min(...each.map(({ wall }) => wall)), ...(peak > 0 && { peak }) };
  });
}
