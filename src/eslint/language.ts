import type { File, Language, OkParseResult, ParseResult } from '@eslint/core';
import { ConfigError } from '../config/config.ts';
import { SourceError } from '../migrations/source.ts';
import { StartError } from '../project/start.ts';
import { absolute } from '../project/disk.ts';
import { Unreadable } from '../text/world.ts';
import type { Sheet } from './desk.ts';
import { Desk } from './desk.ts';
import { Judgement } from './judgement.ts';
import type { MigrationOptions } from './options.ts';
import { checkOptions } from './options.ts';
import { MigrationSourceCode } from './source-code.ts';
import type { Comment, Program, SyntaxNode } from './syntax.ts';

export interface LanguageTypes {
  LangOptions: MigrationOptions;
  Code: MigrationSourceCode;
  RootNode: Program;
  Node: SyntaxNode;
}

/** What sets one language of migrations apart from the other. */
export interface Reading {
  readonly language: Sheet['language'];
  tree(text: string): Program;
  comments(text: string): readonly Comment[];
}

const desk = new Desk();

/** Reads files for ESLint, synchronously. What keeps a project from being read is the file's only message, not silence. */
export class MigrationLanguage implements Language<LanguageTypes> {
  readonly fileType = 'text';
  readonly lineStart = 1;
  readonly columnStart = 0;
  readonly nodeTypeKey = 'type';
  readonly defaultLanguageOptions: MigrationOptions = {};
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  validateLanguageOptions(options: MigrationOptions): void {
    checkOptions(options);
  }

  parse(file: File, { languageOptions }: { languageOptions: MigrationOptions }): ParseResult<Program> {
    const text = textOf(file);
    const { language } = this.#reading;
    try {
      const judgement = new Judgement({ path: absolute(file.path), text, language }, languageOptions, desk);
      return { ok: true, ast: this.#reading.tree(text), judgement };
    } catch (error) {
      if (!(error instanceof ConfigError || error instanceof SourceError || error instanceof StartError || error instanceof Unreadable)) throw error;
      return { ok: false, errors: [{ message: error.message, line: 1, column: 1 }] };
    }
  }

  createSourceCode(file: File, parsed: OkParseResult<Program>): MigrationSourceCode {
    const text = textOf(file);
    return new MigrationSourceCode(text, parsed.ast, this.#reading.comments(text), parsed['judgement']);
  }
}

function textOf({ body }: File): string {
  return typeof body === 'string' ? body : new TextDecoder('utf-8', { ignoreBOM: true }).decode(body);
}
