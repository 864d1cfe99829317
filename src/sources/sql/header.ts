import { nextToken } from '../../sql/tokens.ts';
import type { Span } from '../../text/place.ts';
import type { Style } from './style.ts';

/** What the comments above a file's first statement declare; undefined where they say nothing. */
export interface Header {
  readonly revision?: { readonly id: string; readonly span: Span };
  /** Empty: a base. */
  readonly revises?: readonly string[];
  readonly dependsOn: readonly string[];
  readonly labels: readonly string[];
  readonly title?: string;
  /** `-- transaction: false` asks for no transaction around the script. */
  readonly transaction?: boolean;
  /** The comment lines above any section that declare nothing: the writer's own words. */
  readonly prose: string;
}

const DECLARATION = /^--[ \t]*([a-z]+(?:[-_ ][a-z]+)?)[ \t]*:[ \t]*(.*?)[ \t]*$/i;
const NO_PARENT = new Set(['none', 'base', '<base>', '-', '']);

/** Reads the declarations of a file, `-- key: value`, one a line, where they mean something. Marker lines such as `-- migrate:up` are none. */
export function headerOf(sql: string, { declares = false }: Pick<Style, 'declares'>): Header {
  const found = new Map<string, { readonly value: string; readonly span: Span }>();
  const prose: string[] = [];
  let aboveMarkers = true;
  for (let token = nextToken(sql, 0); token?.kind === 'comment'; token = nextToken(sql, token.end)) {
    const comment = sql.slice(token.start, token.end);
    const [, name = '', value = ''] = DECLARATION.exec(comment) ?? [];
    const key = declares ? keyOf(name) : undefined;
    if (key === undefined) {
      aboveMarkers &&= !isMarker(comment);
      if (aboveMarkers) prose.push(wordsOf(comment));
      continue;
    }
    const start = token.start + comment.lastIndexOf(value);
    if (!found.has(key)) found.set(key, { value, span: { start, end: start + value.length } });
  }

  const revision = found.get('revision');
  const revises = found.get('revises');
  const transaction = truthOf(found.get('transaction')?.value);
  const title = found.get('title')?.value;
  return {
    ...(revision && revision.value !== '' && { revision: { id: revision.value, span: revision.span } }),
    ...(revises && { revises: NO_PARENT.has(revises.value.toLowerCase()) ? [] : listOf(revises.value) }),
    dependsOn: listOf(found.get('depends-on')?.value),
    labels: listOf(found.get('labels')?.value),
    ...(title !== undefined && title !== '' && { title }),
    ...(transaction !== undefined && { transaction }),
    prose: prose.join('\n').trim(),
  };
}

function keyOf(name: string): string | undefined {
  const key = name.toLowerCase().replace(/[_ ]/g, '-');
  if (key === 'label') return 'labels';
  return ['revision', 'revises', 'depends-on', 'labels', 'title', 'transaction'].includes(key) ? key : undefined;
}

function isMarker(comment: string): boolean {
  return /^--(?:[ \t]*(?:migrate:|\+goose|\+migrate|rambler|atlas:|no-transaction|phasewise:)|[-!>])/i.test(comment);
}

function wordsOf(comment: string): string {
  return comment.startsWith('--')
    ? comment.replace(/^-+[ \t]?/, '').trimEnd()
    : comment.replace(/^\/\*+|\*+\/$/g, '').split(/\r\n?|\n/).map((line) => line.trim().replace(/^\*\s?/, '')).join('\n').trim();
}

function listOf(value: string | undefined): readonly string[] {
  return (value ?? '').split(/[\s,]+/).filter((word) => word !== '');
}

function truthOf(value: string | undefined): boolean | undefined {
  if (value === undefined) return undefined;
  if (/^(?:false|no|none|off)$/i.test(value)) return false;
  return /^(?:true|yes|on)$/i.test(value) ? true : undefined;
}
