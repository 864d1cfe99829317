import type { RuleDefinition, RuleVisitor } from '@eslint/core';
import type { MigrationOptions } from './options.ts';
import type { Notice } from './notice.ts';
import { MigrationSourceCode } from './source-code.ts';
import type { SyntaxNode } from './syntax.ts';

/** How a rule of the plugin is described. */
export interface Described { readonly name: string; readonly summary: string; readonly url: string; readonly recommended: boolean }

export type MigrationRule = RuleDefinition<{
  LangOptions: MigrationOptions;
  Code: MigrationSourceCode;
  RuleOptions: [];
  Visitor: RuleVisitor;
  Node: SyntaxNode;
  MessageIds: string;
  ExtRuleDocs: object;
}>;

/** A rule for ESLint: it shows what the one judgement of the file has under its name. */
export function ruleOf({ name, summary, url, recommended }: Described): MigrationRule {
  return {
    meta: {
      type: 'problem',
      docs: { description: summary, url, recommended },
      schema: [],
      hasSuggestions: true,
      languages: ['phasewise/sql', 'phasewise/alembic'],
    },
    create(context) {
      const { sourceCode } = context;
      // ESLint 9 asks every rule about every file of its configuration, whatever its language.
      if (!(sourceCode instanceof MigrationSourceCode)) return {};
      return {
        Program() {
          for (const notice of sourceCode.judgement.noticesOf(name)) {
            context.report({ loc: sourceCode.locOf([notice.span.start, notice.span.end]), message: notice.message, suggest: suggestionsOf(notice) });
          }
        },
      };
    },
  };
}

type Report = Parameters<Parameters<MigrationRule['create']>[0]['report']>[0];

function suggestionsOf({ suggestion }: Notice): Report['suggest'] {
  if (!suggestion) return [];
  const { description, edits } = suggestion;
  return [{
    desc: description,
    fix: (fixer) => edits.map(({ span, text }) => fixer.replaceTextRange([span.start, span.end], text)),
  }];
}
