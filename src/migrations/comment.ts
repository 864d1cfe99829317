import type { Span } from '../text/place.ts';

/** A comment of the writer's. `body`: without its marks; `span`: with them. */
export interface Comment { readonly body: string; readonly span: Span }
