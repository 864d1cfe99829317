/** As Python's `repr()` writes a text. */
export function reprOf(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replace(/[\\\n\r\t\x00-\x1f\x7f'"]/g, (character) => {
    switch (character) {
      case '\\': return '\\\\';
      case '\n': return '\\n';
      case '\r': return '\\r';
      case '\t': return '\\t';
      case "'": case '"': return character === quote ? `\\${character}` : character;
      default: return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
    }
  });
  return quote + escaped + quote;
}
