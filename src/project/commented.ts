import type { CommentedFile, Extent } from '../lint/allowances.ts';
import type { Script, Step } from '../migrations/migration.ts';
import type { Fact } from '../rule/fact.ts';
import { placeOf } from '../text/mapped.ts';
import type { Place } from '../text/place.ts';
import { Unreadable } from '../text/world.ts';
import type { Project } from './project.ts';

interface Told { readonly script: Script; readonly facts: readonly Fact[] }

/** The files of these scripts in which somebody speaks to Phasewise, with their comments and the steps that stand in them. */
export function commentedFiles(project: Project, told: readonly Told[]): readonly CommentedFile[] {
  const extents = new Map<string, Extent[]>();
  const textOf = cautiously(project.textOf);
  const speaks = new Map<string, boolean>();
  const mentions = (path: string) => {
    const known = speaks.get(path);
    if (known !== undefined) return known;
    const made = /phasewise:/i.test(textOf(path));
    speaks.set(path, made);
    return made;
  };
  for (const { script, facts } of told) {
    if (!pathsOf(script).some(mentions)) continue;
    const byIndex = new Map(facts.map((fact) => [fact.at.index, fact]));
    script.steps.forEach((step, index) => {
      const { path, span } = placeOfStep(step);
      const inner = (byIndex.get(index)?.runs ?? []).flatMap(({ at }): readonly Extent[] =>
        (at.part?.path === path ? [{ script: script.id, index, span: at.part.span, part: at.part, inner: [] }] : []));
      const before = extents.get(path);
      const extent = { script: script.id, index, span, inner };
      if (before) before.push(extent);
      else extents.set(path, [extent]);
    });
  }
  return [...extents].flatMap(([path, steps]): readonly CommentedFile[] => {
    if (!mentions(path)) return [];
    const text = textOf(path);
    return [{ path, text, comments: project.source.comments(text), extents: [...steps].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end) }];
  });
}

/** A builder's call stands for the statements that it emits. */
function placeOfStep(step: Step): Place {
  if (step.kind !== 'statement') return step.place;
  return step.call?.place ?? placeOf(step.sql, { start: 0, end: step.sql.text.length });
}

/** Its own file, and those that it includes or calls into. */
function pathsOf({ path, steps }: Script): readonly string[] {
  return [...new Set([path, ...steps.map((step) => placeOfStep(step).path)])];
}

/** What cannot be read is a problem already. */
function cautiously(textOf: (path: string) => string): (path: string) => string {
  return (path) => {
    try {
      return textOf(path);
    } catch (error) {
      if (error instanceof Unreadable) return '';
      throw error;
    }
  };
}
