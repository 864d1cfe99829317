import fs from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import { parse } from 'smol-toml';
import { describe, expect, test } from 'vitest';
import { rules } from '../../rules/index.ts';
import { configSchema } from '../../src/config/keys.ts';

const validate = new Ajv({ allErrors: true, unknownFormats: ['regex'] }).compile(configSchema(rules));

describe('the JSON schema', () => {
  test('is the one that the package ships', () => {
    const shipped = fs.readFileSync(path.resolve(import.meta.dirname, '../../phasewise.schema.json'), 'utf8');
    expect(JSON.parse(shipped)).toEqual(JSON.parse(JSON.stringify(configSchema(rules))));
  });

  test.each([
    'postgres = "14-18"',
    'postgres = [14, 16]\npreset = "strict"\nignore = ["a/**"]',
    '[rules]\ndrop-column = "off"\n[rules.index-not-concurrent]\nlevel = "note"',
    '[[paths]]\nfiles = ["a/*"]\n[paths.rules]\ndrop-column = "off"',
    '[session]\nlock_timeout = "2s"\nstatement_timeout = 1000',
    '[run]\nlock-timeout = "250ms"',
    '[alembic.constants]\n"lib.SIZE" = 255\n"lib.NAME" = "t"\n[alembic.types]\n"app.GUID" = "uuid"',
  ])('takes %j', (toml) => {
    expect(validate(parse(toml)), JSON.stringify(validate.errors)).toBe(true);
  });

  test.each([
    'postgre = 16', 'preset = "loud"', '[rules]\ndrop-colum = "off"', '[rules]\ndrop-column = "loud"', '[run]\nlock-timeout = "long"', '[rules.drop-column]\nsize = 3', '[alembic.constants]\nlib.SIZE = 255', '[alembic.constants]\nSIZE = 255', '[alembic.types]\n"app.GUID" = 16',
  ])('refuses %j', (toml) => {
    expect(validate(parse(toml))).toBe(false);
  });
});
