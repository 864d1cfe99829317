import type { Span, TextEdit } from '../text/place.ts';

/** What one rule of the plugin says about one place of the file. */
export interface Notice {
  /** The rule's name without the plugin's. */
  readonly rule: string;
  readonly message: string;
  readonly span: Span;
  /** A way to write it that a click may take: its description, and the edits of the file. */
  readonly suggestion?: Suggestion;
}

export interface Suggestion { readonly description: string; readonly edits: readonly TextEdit[] }

/** Rules that only the plugin has: they show what is not the finding of any rule. */
export const SYNTAX_ERROR = 'syntax-error';
export const BROKEN_HISTORY = 'broken-history';
