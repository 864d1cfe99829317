import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A part of a rule's page: a title, and what stands under it, captions and code in turn. */
export interface Example { readonly title: string; readonly parts: readonly ExamplePart[] }
export interface ExamplePart { readonly kind: 'caption' | 'code'; readonly text: string }

/** The first example of what a rule finds and the first of what it does not, from the page that the package ships; none where it is gone. */
export function examplesOf(rule: string): readonly Example[] {
  const page = pageText(rule);
  if (page === undefined) return [];
  return ([['Found', 3], ['Not found', 2]] as const).flatMap(([title, parts]) => {
    const section = page.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
    const first = blocksOf(section).slice(0, parts);
    return first.length === 0 ? [] : [{ title, parts: first }];
  });
}

/** Captions and the insides of code blocks, in their order. */
function blocksOf(section: string): readonly ExamplePart[] {
  return section.split(/\n```\w*\n|\n```\n/)
    .map((block, at): ExamplePart => ({ kind: at % 2 === 0 ? 'caption' : 'code', text: block.replace(/^\n+|\n+$/g, '') }))
    .filter(({ text }) => text !== '');
}

function pageText(rule: string): string | undefined {
  for (let folder = path.dirname(fileURLToPath(import.meta.url)); path.dirname(folder) !== folder; folder = path.dirname(folder)) {
    const file = path.join(folder, 'docs', 'rules', `${rule}.md`);
    if (fs.existsSync(file)) return fs.readFileSync(file, 'utf8');
  }
  return undefined;
}
