/** A text with the line ends of another one. */
export function withLineEndsOf(like: string, text: string): string {
  return like.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text;
}
