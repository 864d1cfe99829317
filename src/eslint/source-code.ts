import type { DirectiveType, FileProblem, RulesConfig, SourceLocation } from '@eslint/core';
import { ConfigCommentParser, Directive, TextSourceCodeBase, VisitNodeStep } from '@eslint/plugin-kit';
import { Lines } from '../text/lines.ts';
import type { Judgement } from './judgement.ts';
import type { MigrationOptions } from './options.ts';
import { NoScopes } from './no-scopes.ts';
import type { Comment, Program, SyntaxNode } from './syntax.ts';
import { childrenOf } from './syntax.ts';

const LINE_END = /\r\n|[\r\n]/u;
const INLINE_CONFIG = /^\s*eslint(?:-enable|-disable(?:(?:-next)?-line)?)?(?:\s|$)/u;
const DIRECTIVES: readonly DirectiveType[] = ['disable', 'enable', 'disable-line', 'disable-next-line'];
const ENTER = 1;
const LEAVE = 2;

const parser = new ConfigCommentParser();

export interface CodeTypes {
  LangOptions: MigrationOptions;
  RootNode: Program;
  SyntaxElementWithLoc: SyntaxNode | Comment;
  ConfigNode: Comment;
}

/** A migration as ESLint and its rules see it: text, tree, comments, and what Phasewise has to say about it. */
export class MigrationSourceCode extends TextSourceCodeBase<CodeTypes> {
  readonly comments: readonly Comment[];
  readonly judgement: Judgement;
  /** What rules made for JavaScript ask of every file. */
  readonly scopeManager: NoScopes;
  readonly parserServices: object = {};
  readonly #parents = new Map<SyntaxNode, SyntaxNode>();
  readonly #lines: Lines;
  #steps: readonly VisitNodeStep[] | undefined;

  constructor(text: string, ast: Program, comments: readonly Comment[], judgement: Judgement) {
    super({ text, ast, lineEndingPattern: LINE_END });
    this.comments = comments;
    this.judgement = judgement;
    this.scopeManager = new NoScopes(ast);
    this.#lines = new Lines(text);
    // The base class counts lines from the root's own place.
    ast.loc = this.locOf(ast.range);
    for (const comment of comments) comment.loc = this.locOf(comment.range);
  }

  /** Where a stretch of the text stands, as ESLint reports it. */
  locOf([start, end]: readonly [number, number]): SourceLocation {
    const locate = (offset: number) => {
      const { line, column } = this.#lines.positionOf(Math.min(offset, this.text.length));
      return { line, column: column - 1 };
    };
    return { start: locate(start), end: locate(end) };
  }

  override getParent(node: SyntaxNode | Comment): SyntaxNode | undefined {
    this.traverse();
    return node.type === 'Line' || node.type === 'Block' ? undefined : this.#parents.get(node as SyntaxNode);
  }

  override traverse(): Iterable<VisitNodeStep> {
    return (this.#steps ??= this.#walk());
  }

  getInlineConfigNodes(): Comment[] {
    return this.comments.filter(({ value }) => INLINE_CONFIG.test(value));
  }

  getDisableDirectives(): { problems: FileProblem[]; directives: Directive[] } {
    const directives = this.getInlineConfigNodes().flatMap((node) => {
      const { label = '', value = '', justification = '' } = parser.parseDirective(node.value) ?? {};
      const type = DIRECTIVES.find((one) => label === `eslint-${one}`);
      return type ? [new Directive({ type, node, value, justification })] : [];
    });
    return { problems: [], directives };
  }

  applyInlineConfig(): { configs: { config: { rules: RulesConfig }; loc: SourceLocation }[]; problems: FileProblem[] } {
    const configs: { config: { rules: RulesConfig }; loc: SourceLocation }[] = [];
    const problems: FileProblem[] = [];
    for (const node of this.getInlineConfigNodes()) {
      const { label, value = '' } = parser.parseDirective(node.value) ?? {};
      if (label !== 'eslint') continue;
      const loc = this.locOf(node.range);
      const read = parser.parseJSONLikeConfig(value);
      if (read.ok) configs.push({ config: { rules: read.config }, loc });
      else problems.push({ ruleId: null, message: read.error.message, loc });
    }
    return { configs, problems };
  }

  getAllComments(): readonly Comment[] {
    return this.comments;
  }

  getScope(): object {
    return this.scopeManager.globalScope;
  }

  /** Depth first, without recursion: a long sum nests as deep as it is long. */
  #walk(): readonly VisitNodeStep[] {
    const steps: VisitNodeStep[] = [];
    const left: { readonly node: SyntaxNode; readonly phase: 1 | 2 }[] = [{ node: this.ast, phase: ENTER }];
    for (let next = left.pop(); next; next = left.pop()) {
      const { node, phase } = next;
      steps.push(new VisitNodeStep({ target: node, phase, args: [node, this.#parents.get(node)] }));
      if (phase === LEAVE) continue;
      node.loc = this.locOf(node.range);
      left.push({ node, phase: LEAVE });
      for (const child of [...childrenOf(node)].reverse()) {
        this.#parents.set(child, node);
        left.push({ node: child, phase: ENTER });
      }
    }
    return steps;
  }
}
