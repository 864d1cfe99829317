import type { RuleLevel, RuleSetting } from './config.ts';
import type { Field } from './field.ts';
import { choice, duration, flag, pattern, refuseUnknown, tableIn, text, texts, told, whole } from './field.ts';
import type { OptionSpec, OptionSpecs, OptionValue } from './option.ts';

/** What a configuration may say of a rule. */
export interface Configurable { readonly name: string; readonly summary?: string; readonly options?: OptionSpecs }

const LEVEL: Field<RuleLevel> = choice(['error', 'warning', 'note', 'off']);

/** The table of the rules: a level each, or a table of level and options. */
export function ruleSettings(rules: readonly Configurable[]): Field<Readonly<Record<string, RuleSetting>>> {
  const fields = new Map(rules.map((rule) => [rule.name, settingOf(rule)]));
  return {
    schema: { type: 'object', additionalProperties: false, properties: Object.fromEntries([...fields].map(([name, { schema }]) => [name, schema])) },
    read(value, key, refuse) {
      const given = tableIn(value, key, refuse);
      refuseUnknown(given, [...fields.keys()], key, 'there is no such rule.', refuse);
      return Object.fromEntries([...fields].flatMap(([name, field]) => (given[name] === undefined ? [] : [[name, field.read(given[name], `${key}.${name}`, refuse)]])));
    },
  };
}

function settingOf({ summary, options = {} }: Configurable): Field<RuleSetting> {
  const fields = new Map(Object.entries(options).map(([name, spec]) => [name, told(spec.about, fieldOf(spec))]));
  const inFull = {
    type: 'object',
    additionalProperties: false,
    properties: { level: LEVEL.schema, ...Object.fromEntries([...fields].map(([name, { schema }]) => [name, schema])) },
  };
  return {
    schema: { ...(summary !== undefined && { description: summary }), anyOf: [LEVEL.schema, inFull] },
    read(value, key, refuse) {
      if (typeof value === 'string') return { level: LEVEL.read(value, key, refuse), options: {} };
      const given = tableIn(value, key, refuse);
      refuseUnknown(given, ['level', ...fields.keys()], key, 'the rule has no such option.', refuse);
      return {
        ...(given['level'] !== undefined && { level: LEVEL.read(given['level'], `${key}.level`, refuse) }),
        options: Object.fromEntries([...fields].flatMap(([name, field]) => (given[name] === undefined ? [] : [[name, field.read(given[name], `${key}.${name}`, refuse)]]))),
      };
    },
  };
}

function fieldOf(spec: OptionSpec): Field<OptionValue> {
  switch (spec.kind) {
    case 'number': return whole(spec.least);
    case 'duration': return duration();
    case 'flag': return flag();
    case 'choice': return choice(spec.of);
    case 'text': return text();
    case 'pattern': return pattern();
    case 'texts': return texts();
  }
}
