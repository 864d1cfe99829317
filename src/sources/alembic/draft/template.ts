/** A template of Mako, as far as it is plain: text, `${…}`, and the control lines `% if`, `% elif`, `% else`, `% for`. */
export type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly code: string; readonly filters: readonly string[]; readonly line: number }
  | { readonly kind: 'choice'; readonly arms: readonly Arm[] }
  | { readonly kind: 'loop'; readonly name: string; readonly over: string; readonly body: readonly Part[]; readonly line: number };

/** `test` undefined: `% else`. */
export interface Arm { readonly test: string | undefined; readonly body: readonly Part[]; readonly line: number }

/** Why a template cannot be filled without running it, as a clause. */
export interface NotPlain { readonly line: number; readonly because: string }

/** What a position in a template may begin with, at the start of a line or anywhere. https://docs.makotemplates.org/en/latest/syntax.html */
const CONTROL = /[ \t]*%(?!%)[ \t]*(.*?)[ \t]*(?:\r?\n|$)/y;
const COMMENT = /[ \t]*##.*(?:\r?\n|$)/y;
const PERCENT = /([ \t]*)%%/y;
const DOC = /<%doc>[^]*?<\/%doc>/y;

type Open =
  | { readonly kind: 'whole'; readonly body: Part[] }
  | { readonly kind: 'if'; readonly arms: { test: string | undefined; body: Part[]; line: number }[]; body: Part[] }
  | { readonly kind: 'for'; readonly name: string; readonly over: string; readonly line: number; readonly body: Part[] };

/** Divides a template into its parts. */
export function partsOf(template: string): readonly Part[] | NotPlain {
  const whole: Open = { kind: 'whole', body: [] };
  const open: Open[] = [whole];
  const lineAt = (at: number) => template.slice(0, at).split('\n').length;
  const matchAt = (pattern: RegExp, at: number) => {
    pattern.lastIndex = at;
    return pattern.exec(template) ?? undefined;
  };
  const say = (text: string) => {
    const body = (open.at(-1) ?? whole).body;
    const last = body.at(-1);
    if (last?.kind === 'text') body[body.length - 1] = { kind: 'text', text: last.text + text };
    else body.push({ kind: 'text', text });
  };

  for (let at = 0; at < template.length;) {
    const isStart = at === 0 || template[at - 1] === '\n';
    const comment = isStart && matchAt(COMMENT, at) || matchAt(DOC, at);
    const percent = isStart && matchAt(PERCENT, at);
    const control = isStart && matchAt(CONTROL, at);
    if (comment) {
      at += comment[0].length;
    } else if (percent) {
      say(`${percent[1] ?? ''}%`);
      at += percent[0].length;
    } else if (control) {
      const because = controlled(control[1] ?? '', lineAt(at), open);
      if (because !== undefined) return { line: lineAt(at), because };
      at += control[0].length;
    } else if (template.startsWith('${', at)) {
      const end = endOfExpression(template, at + 2);
      if (end === undefined) return { line: lineAt(at), because: 'a ${ has no end' };
      const [code = '', ...filters] = dividedAtBars(template.slice(at + 2, end));
      (open.at(-1) ?? whole).body.push({ kind: 'expression', code: code.trim(), filters: filters.join('|').split(',').map((name) => name.trim()).filter((name) => name !== ''), line: lineAt(at) });
      at = end + 1;
    } else if (template.startsWith('<%', at) || template.startsWith('</%', at)) {
      return { line: lineAt(at), because: `${/^<\/?%[!\w]*/.exec(template.slice(at))?.[0] ?? '<%'} runs code` };
    } else if (/^\\\r?\n/.test(template.slice(at, at + 3))) {
      at += template[at + 1] === '\r' ? 3 : 2;
    } else {
      say(template[at] ?? '');
      at++;
    }
  }
  const left = open.at(-1);
  return left && left.kind !== 'whole' ? { line: lineAt(template.length), because: `a % ${left.kind} has no end` } : whole.body;
}

/** Takes a control line in; why it cannot be taken, else undefined. */
function controlled(code: string, line: number, open: Open[]): string | undefined {
  const at = open.at(-1);
  const [, word = '', rest = ''] = /^(\w+)\b[ \t]*(.*?)[ \t]*:?$/.exec(code) ?? [];
  const arm = (test: string | undefined) => {
    if (at?.kind !== 'if') return `% ${word} stands outside of an % if`;
    at.body = [];
    at.arms.push({ test, body: at.body, line });
    return undefined;
  };
  switch (word) {
    case 'if': {
      const body: Part[] = [];
      open.push({ kind: 'if', arms: [{ test: rest, body, line }], body });
      return undefined;
    }
    case 'elif': return arm(rest);
    case 'else': return arm(undefined);
    case 'for': {
      const [, name, over] = /^(\w+)[ \t]+in[ \t]+(.*)$/.exec(rest) ?? [];
      if (name === undefined || over === undefined) return `% ${code} takes its values apart`;
      open.push({ kind: 'for', name, over, line, body: [] });
      return undefined;
    }
    case 'endif': case 'endfor': {
      open.pop();
      const parent = open.at(-1);
      if (!at || !parent || at.kind !== word.slice('end'.length)) return `% ${word} ends nothing`;
      if (at.kind === 'if') parent.body.push({ kind: 'choice', arms: at.arms });
      if (at.kind === 'for') parent.body.push({ kind: 'loop', name: at.name, over: at.over, body: at.body, line: at.line });
      return undefined;
    }
    default: return `% ${code} is a line that only Python can follow`;
  }
}

/** The `}` that ends an expression: not one of a dict in it, nor one in a string. */
function endOfExpression(template: string, from: number): number | undefined {
  let depth = 0;
  for (const { 0: found, index } of template.slice(from).matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|[{}]/g)) {
    if (found === '{') depth++;
    else if (found === '}' && depth-- === 0) return from + index;
  }
  return undefined;
}

/** `value | filter`; the bars in strings divide nothing. */
function dividedAtBars(code: string): readonly string[] {
  const parts = [''];
  for (const [piece] of code.matchAll(/'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|[^]/g)) {
    if (piece === '|') parts.push('');
    else parts[parts.length - 1] += piece;
  }
  return parts;
}
