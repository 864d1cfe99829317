import fs from 'node:fs';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import type { Question, Witness } from '../../project/outside.ts';
import type { ExitCode, Io } from '../io.ts';
import type { Head } from './answer.ts';
import { circumstances, fileOf } from './answer.ts';
import type { Asked } from './heard.ts';
import { Heard } from './heard.ts';
import { ownSecret, sealOf } from './seal.ts';
import type { Wanted } from './wanted.ts';

/** Longer reports are not kept: reading one takes as long as making it. */
const LONGEST = 64 * 1024 * 1024;
/** What a process asks by itself: where characters end depends on the language. */
const LOCALE = ['LC_ALL', 'LC_MESSAGES', 'LANG'];
/** Answers of a folder: the oldest make room. */
const MOST = { files: 64, bytes: 256 * 1024 * 1024 };

/** Sees what a run asks and says, so that it can be kept for the next run that would ask and say the same. */
export class Keeper implements Witness {
  readonly #wanted: Wanted;
  readonly #about: string;
  readonly #heard = new Heard();
  readonly #asked = new Map<string, Asked>();
  readonly #env = new Map<string, string | null>();
  readonly #said: { readonly to: 1 | 2; readonly text: string }[] = [];
  #repeats = true;

  /** The environment; who asks it is heard. */
  readonly env: Io['env'];

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
    this.#about = circumstances(process.stdout);
    this.env = new Proxy(wanted.env, {
      get: (all, name) => (typeof name === 'string' ? this.#read(all, name) : undefined),
      ownKeys: (all) => {
        this.cannotRepeat();
        return Reflect.ownKeys(all);
      },
    });
    for (const name of LOCALE) this.#read(wanted.env, name);
  }

  saw(question: Question, file: string, answer: string | Uint8Array, like?: RegExp): void {
    const asked: Asked = like ? [question, file, [like.source, like.flags]] : [question, file];
    const key = like ? asked.join(' ') : `${question} ${file}`;
    if (this.#asked.has(key)) return;
    this.#asked.set(key, asked);
    this.#heard.hear(asked, answer);
  }

  cannotRepeat(): void {
    this.#repeats = false;
  }

  /** The terminal as it is, listened to. */
  around(io: Io): Io {
    const said = (to: 1 | 2, text: string) => { if (text !== '') this.#said.push({ to, text }); };
    return Object.create(io, {
      out: { value: (text: string) => { said(1, text); io.out(text); } },
      err: { value: (text: string) => { said(2, text); io.err(text); } },
    });
  }

  /** Writes down what the run came to, where another one would come to the same. Never throws. */
  keep(code: ExitCode): void {
    if (!this.#repeats || code === 2 || circumstances(process.stdout) !== this.#about) return;
    const output = this.#said.map(({ to, text }) => ({ to, bytes: Buffer.from(text) }));
    if (output.reduce((sum, { bytes }) => sum + bytes.length, 0) > LONGEST) return;
    const head: Head = {
      env: [...this.#env], asked: [...this.#asked.values()], digest: this.#heard.digest, code,
      output: output.map(({ to, bytes }) => [to, bytes.length]),
    };
    try {
      this.#write([Buffer.from(`${JSON.stringify(head)}\n`), ...output.map(({ bytes }) => bytes)]);
    } catch {
      // Nothing is lost but time: the next run judges again.
    }
  }

  #read(all: Io['env'], name: string): string | undefined {
    this.#env.set(name, all[name] ?? null);
    return all[name];
  }

  #write(parts: readonly Buffer[]): void {
    const { folder, ownFolder } = this.#wanted;
    const secret = ownSecret(ownFolder);
    const file = fileOf(this.#wanted, this.#about, secret);
    fs.mkdirSync(folder, { recursive: true });
    const beside = path.join(folder, `.${randomBytes(6).toString('hex')}.new`);
    fs.writeFileSync(beside, Buffer.concat([Buffer.from(`${sealOf(secret, ...parts)}\n`), ...parts]), { mode: 0o600 });
    fs.renameSync(beside, file);
    makeRoom(folder);
  }
}

function makeRoom(folder: string): void {
  const files = fs.readdirSync(folder).filter((name) => /\.(?:answer|new)$/.test(name)).flatMap((name) => {
    const file = path.join(folder, name);
    const stat = fs.statSync(file, { throwIfNoEntry: false });
    return stat ? [{ file, size: stat.size, time: stat.mtimeMs }] : [];
  });
  let bytes = 0;
  files.sort((a, b) => b.time - a.time).forEach(({ file, size }, at) => {
    bytes += size;
    if (at >= MOST.files || bytes > MOST.bytes) fs.rmSync(file, { force: true });
  });
}
