import { advice } from '../../src/rule/cure/build.ts';
import { defineRule } from '../../src/rule/rule.ts';
import { quoteName } from '../../src/sql/quote.ts';

export default defineRule({
  name: 'extension-version-pin',
  summary: 'Say which version of an extension is meant.',
  why: `
    CREATE EXTENSION takes the version that the server has as its default, which is another one on another server or after
    an upgrade of its packages. Functions and types then differ between environments that ran the same migrations.
  `,
  pack: 'opt-in',
  since: '0.1.0',
  manual: ['https://www.postgresql.org/docs/current/sql-createextension.html'],
  options: { except: { kind: 'texts', about: 'Extensions of which any version will do.', otherwise: ['plpgsql'] } } as const,
  on: ['other'],

  check({ extension }, here, { except }) {
    if (!extension || extension.version !== undefined || except.includes(extension.name)) return [];
    return [{
      message: `Which version of ${extension.name} this is each server decides for itself.`,
      at: here.at,
      because: [],
      cure: advice(`Write CREATE EXTENSION ${quoteName(extension.name)} VERSION '…' with the version that you have tested; pg_available_extension_versions lists them.`),
    }];
  },
});
