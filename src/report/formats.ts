import type { Format } from './format.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { pretty } from './pretty.ts';
import { sarif } from './sarif.ts';

/** Every format, the default one first. */
export const FORMATS: readonly Format[] = [pretty, json, sarif, github];
