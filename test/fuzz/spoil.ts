import type { Random } from './random.ts';

/** A way to spoil bytes; `other`: those of another file. */
export type Spoiler = (bytes: Buffer, random: Random, other: Buffer) => Buffer;

const TOKENS = /\s+|[\p{L}\p{N}_$]+|'[^'\n]*'|"[^"\n]*"|./gsu;
/** Words that turn one statement into another, and marks that open what nobody closes. */
const WORDS = [
  'CONCURRENTLY', 'NOT VALID', 'CASCADE', 'IF EXISTS', 'ONLY', 'ALTER', 'TABLE', 'COLUMN', 'ADD', 'DROP', 'CREATE', 'INDEX', 'UNIQUE', 'PRIMARY KEY', 'REFERENCES', 'CHECK', 'DEFAULT', 'NOT NULL',
  'BEGIN', 'COMMIT', 'ROLLBACK', 'SAVEPOINT', 'DO', '$$', '$a$', 'LANGUAGE plpgsql', 'EXECUTE', 'format(', 'FOR', 'LOOP', 'END LOOP', 'RETURN', 'USING', 'TYPE', 'SET', 'SELECT', 'FROM', 'WHERE', 'INSERT', 'UPDATE', 'DELETE', 'MERGE',
  'PARTITION OF', 'ATTACH', 'DETACH', ';', ';;', '--', '/*', '*/', '\'', '"', 'E\'\\', 'U&\'', '(', ')', '[', ']', '{', '}', ',', '.', '::', ':=', '$1', '\\.', '\\i a.sql', '${x}', '{{ x }}', '%s', ':v', '-- +goose Down', '-- +goose StatementBegin', '---- create above / drop below ----', '-- migrate:down', '--> statement-breakpoint',
  'op.execute("', 'op.add_column(', 'sa.', 'for x in range(10**9):', 'while True:', 'lambda x: ', 'def upgrade():', 'def downgrade():', 'return', 'yield', 'await', 'import', 'f"{', '"""', '\n    ', '\n', '\t', '# ', '\r\n', '\u2028', '\u00a0', '\ufeff', '\u202e', '💥', 'é', '\u0000',
];

export const SPOILERS: Readonly<Record<string, Spoiler>> = {
  'untouched': (bytes) => bytes,
  'flips bits': (bytes, random) => times(random, 8, bytes, (now) => replaced(now, random.below(now.length), 1, Buffer.from([(now[0] ?? 0) ^ (1 << random.below(8))]))),
  'flips one bit': (bytes, random) => {
    const at = random.below(bytes.length);
    return replaced(bytes, at, 1, Buffer.from([(bytes[at] ?? 0) ^ (1 << random.below(7))]));
  },
  'drops bytes': (bytes, random) => times(random, 6, bytes, (now) => replaced(now, random.below(now.length), 1 + random.below(20), Buffer.alloc(0))),
  'adds bytes': (bytes, random) => times(random, 6, bytes, (now) => replaced(now, random.below(now.length), 0, random.bytes(1 + random.below(8)))),
  'swaps tokens': (bytes, random) => tokens(bytes, random, (all) => {
    const [a, b] = [random.below(all.length), random.below(all.length)];
    [all[a], all[b]] = [all[b] ?? '', all[a] ?? ''];
  }),
  'drops tokens': (bytes, random) => tokens(bytes, random, (all) => { all.splice(random.below(all.length), 1 + random.below(3)); }),
  'doubles tokens': (bytes, random) => tokens(bytes, random, (all) => { const at = random.below(all.length); all.splice(at, 0, ...all.slice(at, at + 1 + random.below(12))); }),
  'adds words': (bytes, random) => tokens(bytes, random, (all) => { all.splice(random.below(all.length), 0, ' ', random.of(WORDS), ' '); }),
  'puts words for others': (bytes, random) => tokens(bytes, random, (all) => { all[random.below(all.length)] = random.of(WORDS); }),
  'cuts the end off': (bytes, random) => bytes.subarray(0, random.below(bytes.length)),
  'cuts the beginning off': (bytes, random) => bytes.subarray(random.below(bytes.length)),
  'repeats a part': (bytes, random) => {
    const [at, length] = [random.below(bytes.length), 1 + random.below(400)];
    const part = bytes.subarray(at, at + length);
    return replaced(bytes, at, 0, Buffer.concat(Array.from({ length: 1 + random.below(200) }, () => part)));
  },
  'joins two files': (bytes, random, other) => Buffer.concat([bytes.subarray(0, random.below(bytes.length)), other.subarray(random.below(other.length))]),
  'is a row of words': (_bytes, random) => Buffer.from(Array.from({ length: 1 + random.below(200) }, () => random.of(WORDS)).join(random.of([' ', '', '\n']))),
  'is noise': (_bytes, random) => random.bytes(random.below(4096)),
  'is printable noise': (_bytes, random) => Buffer.from(Array.from({ length: random.below(4096) }, () => String.fromCharCode(9 + random.below(118))).join('')),
  'is another encoding': (bytes, random) => {
    const text = bytes.toString();
    return random.of([
      () => Buffer.from(`\ufeff${text}`, 'utf16le'), () => Buffer.from(text, 'utf16le'), () => Buffer.from(`é${text}ß`, 'latin1'), () => Buffer.from(`\ufeff${text}`),
      () => Buffer.from(text.replaceAll('\n', '\r\n')), () => Buffer.from(text.replaceAll('\n', '\r')), () => Buffer.from(text.replaceAll(' ', '\u00a0')), () => Buffer.from(text.replaceAll(' ', '\u2003')),
      () => Buffer.concat([bytes, Buffer.from([0xed, 0xa0, 0x80])]), () => Buffer.from(text.toUpperCase()), () => Buffer.from(text.normalize('NFD').replaceAll('e', 'é')),
    ])();
  },
  'nests deeply': (bytes, random) => inserted(bytes, random, nest(random)),
  'holds something huge': (bytes, random) => inserted(bytes, random, huge(random)),
};

/** Opened and closed again, or never closed. */
const NESTS: readonly (readonly [string, string, string])[] = [
  ['SELECT ', '(', ')'], ['SELECT ', 'abs(', ')'], ['SELECT ', 'CASE WHEN true THEN ', ' END'], ['SELECT ', 'ARRAY[', ']'], ['SELECT ', 'NOT ', ''], ['SELECT ', '-', ''], ['SELECT 1 ', '/* ', ' */'],
  ['SELECT * FROM ', '(SELECT * FROM ', ') t'], ['WITH a AS ', '(WITH a AS ', ' SELECT 1)'], ['ALTER TABLE t ADD CHECK ', '(a AND ', ')'], ['CREATE TABLE t (a int ', 'CHECK (a > 0) ', ''], ['ALTER TABLE t ', 'ADD COLUMN a int, ', ''],
  ['DO $a$ BEGIN ', 'IF true THEN ', ' END IF;'], ['DO $a$ BEGIN ', 'BEGIN ', ' END;'], ['DO $a$ BEGIN ', 'EXECUTE \'', '\''], ['SELECT 1', ' UNION SELECT 1', ''], ['SELECT 1', ' + 1', ''], ['SELECT a', '.a', ''], ['SELECT a', '[1]', ''], ['SELECT a', '::int', ''],
  ['BEGIN;', 'SAVEPOINT a;', ''], ['', 'BEGIN;', 'COMMIT;'], ['x = ', '[', ']'], ['x = ', '(', ')'], ['x = ', 'f(', ')'], ['x = ', 'not ', '1'], ['x = ', '-', '1'], ['x = 1', ' + 1', ''], ['x = a', '.a', ''], ['x = a', '(b)', ''], ['op.execute(', 'f"{', '}"'], ['', 'if x:\n ', 'pass'], ['x = ', 'lambda: ', '1'], ['x = {', '1: {', '}'],
];

function nest(random: Random): string {
  const [before, open, close] = random.of(NESTS);
  const depth = random.of([10, 100, 1000, 5000, 20000]);
  return `${before}${open.repeat(depth)}1${close.repeat(random.below(4) === 0 ? random.below(depth) : depth)};\n`;
}

function huge(random: Random): string {
  const size = random.of([1000, 20_000, 300_000]);
  return random.of([
    () => `SELECT '${'x'.repeat(size)}';`, () => `SELECT "${'x'.repeat(size)}";`, () => `SELECT ${'9'.repeat(size)};`, () => `SELECT 1e${'9'.repeat(size / 100)};`, () => `SELECT $$${'x'.repeat(size)}$$;`, () => `SELECT $${'x'.repeat(size)}$a$${'x'.repeat(size)}$;`,
    () => `SELECT ${'x'.repeat(size)};`, () => `/*${'x'.repeat(size)}*/`, () => `--${'x'.repeat(size)}\n`, () => `SELECT 1 WHERE a IN (${'1,'.repeat(size / 10)}1);`, () => `INSERT INTO t VALUES ${'(1),'.repeat(size / 10)}(1);`, () => 'SELECT 1;'.repeat(size / 100),
    () => ';'.repeat(size), () => '\n'.repeat(size), () => '\''.repeat(size), () => '$'.repeat(size), () => '"""'.repeat(size / 10), () => `x = "${'x'.repeat(size)}"\n`, () => `x = ${'9'.repeat(size)}\n`, () => 'x = 2 ** 2 ** 2 ** 2 ** 2 ** 2\n', () => `x = "a" * ${'9'.repeat(12)}\n`, () => 'for i in range(10 ** 12):\n    op.execute("SELECT 1")\n',
    () => `ALTER TABLE t ${'ADD COLUMN a int, '.repeat(size / 50)}ADD COLUMN b int;`, () => `CREATE TABLE t (${'a int, '.repeat(size / 20)}b int);`, () => `COPY t FROM stdin;\n${'1\t2\n'.repeat(size / 10)}\\.\n`, () => `op.execute("""${'SELECT 1;\n'.repeat(size / 100)}""")\n`,
  ])();
}

function inserted(bytes: Buffer, random: Random, text: string): Buffer {
  const lines = bytes.toString('latin1').split('\n');
  lines.splice(random.below(lines.length + 1), 0, Buffer.from(text).toString('latin1'));
  return Buffer.from(lines.join('\n'), 'latin1');
}

function times(random: Random, most: number, bytes: Buffer, change: (now: Buffer) => Buffer): Buffer {
  return Array.from({ length: 1 + random.below(most) }).reduce<Buffer>((now) => change(now), bytes);
}

function replaced(bytes: Buffer, at: number, length: number, by: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), by, bytes.subarray(at + length)]);
}

function tokens(bytes: Buffer, random: Random, change: (all: string[]) => void): Buffer {
  const all = bytes.toString().match(TOKENS) ?? [];
  const list = [...all];
  for (let left = 1 + random.below(6); left > 0 && list.length > 0; left--) change(list);
  return Buffer.from(list.join(''));
}
