import { checkstyle } from './checkstyle.ts';
import { compact } from './compact.ts';
import type { Format } from './format.ts';
import { gcc } from './gcc.ts';
import { github } from './github.ts';
import { gitlab } from './gitlab.ts';
import { json } from './json.ts';
import { jsonl } from './jsonl.ts';
import { junit } from './junit.ts';
import { markdown } from './markdown.ts';
import { pretty } from './pretty.ts';
import { rdjson } from './rdjson.ts';
import { sarif } from './sarif.ts';

/** Every format, the default one first. */
export const FORMATS: readonly Format[] = [
  pretty,
  compact,
  json,
  jsonl,
  sarif,
  github,
  gitlab,
  junit,
  checkstyle,
  markdown,
  rdjson,
  gcc,
];
