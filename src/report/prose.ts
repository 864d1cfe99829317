/** A rule's prose as it stands in its file, in paragraphs without its line ends and indents. */
export function paragraphsOf(prose: string): readonly string[] {
  return prose.split(/\n\s*\n/).map((part) => part.replace(/\s+/g, ' ').trim()).filter((part) => part !== '');
}
