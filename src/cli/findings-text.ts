import type { Project } from '../project/project.ts';
import { locationOf } from '../report/location.ts';
import { placesIn } from '../report/places.ts';
import { printable } from '../report/printable.ts';
import { hanging, proseWidth, wordsOf } from '../report/wrap.ts';
import type { Level, Reported } from '../rule/finding.ts';
import type { Io } from './io.ts';

/** What was found, each message of a rule once and below it all the places: `a.py:50, 51 b.py:3`. In the order of the findings. */
export function findingsText(findings: readonly Reported[], indent: string, project: Project, io: Io): string {
  const columns = proseWidth(io.columns);
  const alike = new Map<string, Reported[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.level, finding.rule, finding.message]);
    alike.set(key, [...alike.get(key) ?? [], finding]);
  }
  return [...alike.values()].flatMap(([first, ...others]) => {
    if (!first) return [];
    const { level, rule, message } = first;
    const said = hanging([`${rule} `, ...wordsOf(printable(message))], columns, indent);
    return [
      said.replace(rule, () => painter(level, io)(rule)),
      io.colors.dim(hanging(placesOf([first, ...others], project, io), columns, `${indent}  `)),
    ];
  }).join('\n');
}

/** A path is said once for all the lines in it. */
function placesOf(findings: readonly Reported[], project: Project, { cwd }: Io): readonly string[] {
  const lines = new Map<string, Set<number>>();
  for (const { place } of findings) {
    const { path, start } = locationOf(place, project, cwd);
    lines.set(path, new Set([...lines.get(path) ?? [], start.line]));
  }
  return [...lines].flatMap(([path, numbers]) => placesIn(path, [...numbers].sort((a, b) => a - b).map(String)));
}

function painter(level: Level, { colors }: Io): (text: string) => string {
  switch (level) {
    case 'error': return colors.red;
    case 'warning': return colors.yellow;
    case 'note': return colors.cyan;
  }
}
