import type { TextEdit } from './place.ts';

/** Applies edits, given in any order. Throws `OverlappingEdits` where two of them claim the same text. */
export function edited(text: string, edits: readonly TextEdit[]): string {
  const inOrder = [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  let result = '';
  let from = 0;
  for (const edit of inOrder) {
    if (edit.span.start < from) throw new OverlappingEdits(edit);
    result += text.slice(from, edit.span.start) + edit.text;
    from = edit.span.end;
  }
  return result + text.slice(from);
}

export class OverlappingEdits extends Error {
  readonly edit: TextEdit;

  constructor(edit: TextEdit) {
    super(`Two edits claim the text at ${edit.span.start}.`);
    this.name = 'OverlappingEdits';
    this.edit = edit;
  }
}
