import type { Colors } from 'picocolors/types.js';
import type { Review } from '../project/review.ts';
import type { About } from '../rule/rule.ts';

/** What a format may know beside the reviews. */
export interface Context {
  readonly rules: readonly About[];
  /** Of Phasewise. */
  readonly version: string;
  readonly colors: Colors;
  /** Width of the terminal. */
  readonly columns: number;
  /** Paths are said relative to this folder; absolute, `/` between the names. */
  readonly cwd: string;
  /** The address before a path of a file as a code host shows it: "https://github.com/acme/shop/blob/8f3e2a1/". */
  readonly host?: string;
}

/** A way to say reviews. The text ends in a line end, or is empty. */
export interface Format extends Named {
  /** Says reviews as they come and lets go of them: a repository may hold many projects. `projects`: how many will come. */
  begin(context: Context, projects: number): Report;
  render(reviews: readonly Review[], context: Context): string;
}

/** A text that comes in pieces. */
export interface Report {
  add(review: Review): string;
  end(): string;
}

interface Named {
  /** As typed after `--format`. */
  readonly name: string;
  /** It is read by code hosts, which count paths from the root of the repository, wherever in it the command ran. */
  readonly fromRoot?: true;
}

interface Whole<Part> extends Named {
  /** All that is said of one review. */
  of(review: Review, context: Context): Part;
  together(parts: readonly Part[], context: Context): string;
}

/** A document: it is known when all reviews are. */
export function defineFormat<Part>({ of, together, ...named }: Whole<Part>): Format {
  return defineStream<Part>({
    ...named,
    of: (review, context) => ({ text: '', kept: of(review, context) }),
    end: together,
  });
}

interface Stream<Kept> extends Named {
  /** What is said of one review, and what the end must know of it. `at`: how many came before, of how many. */
  of(review: Review, context: Context, at: { readonly before: number; readonly of: number }): { readonly text: string; readonly kept: Kept };
  end(kept: readonly Kept[], context: Context): string;
}

/** Lines for whoever reads along: each review is said before the next is made. */
export function defineStream<Kept>({ of, end, ...named }: Stream<Kept>): Format {
  const begin = (context: Context, projects: number): Report => {
    const all: Kept[] = [];
    return {
      add(review) {
        const { text, kept } = of(review, context, { before: all.length, of: projects });
        all.push(kept);
        return text;
      },
      end: () => end(all, context),
    };
  };
  return {
    ...named,
    begin,
    render(reviews, context) {
      const report = begin(context, reviews.length);
      return [...reviews.map((review) => report.add(review)), report.end()].join('');
    },
  };
}
