import type { MappedText } from '../../../text/mapped.ts';
import { caused, sliced } from '../../../text/mapped.ts';
import type { Place } from '../../../text/place.ts';
import { Arguments } from '../arguments.ts';
import type { CallValue, StringValue, Value } from '../value.ts';
import { AlembicStops, NotRead, calledName, notRead } from '../value.ts';
import type { Words } from './sql.ts';
import { phrase, replaced } from './sql.ts';
import { bindsOf, unescaped } from './text.ts';

/** How a kind of entity is created, dropped, and put in the place of the one that is there. */
interface Entity {
  readonly create: readonly MappedText[];
  readonly drop: MappedText;
  readonly replace: readonly MappedText[];
}

/**
 * `op.create_entity`, `op.drop_entity` and `op.replace_entity` of alembic_utils. Where it writes another name than the
 * writer, it quotes it.
 * https://github.com/olirice/alembic_utils/tree/master/src/alembic_utils
 */
export function createEntity(call: CallValue): readonly MappedText[] {
  return entityIn(new Arguments(call, ['target'])).create;
}

export function dropEntity(call: CallValue): readonly MappedText[] {
  const args = new Arguments(call, ['target', 'cascade']);
  const { drop } = entityIn(args);
  return [args.isTrue('cascade') ? phrase(call.place, drop, ' CASCADE') : drop];
}

export function replaceEntity(call: CallValue): readonly MappedText[] {
  return entityIn(new Arguments(call, ['target'])).replace;
}

function entityIn(args: Arguments): Entity {
  const { value } = args.need('target');
  const kind = kindOf(value);
  if (value.kind !== 'call' || kind === undefined) throw notRead(value, 'Phasewise cannot read this entity: it is no PGFunction, PGView, PGMaterializedView, PGTrigger, PGPolicy or PGExtension that is written out here.');
  return KINDS[kind](value);
}

function kindOf(value: Value): keyof typeof KINDS | undefined {
  const name = value.kind === 'call' ? /^alembic_utils\.(?:\w+\.)*(PG\w+)$/.exec(calledName(value) ?? '')?.[1] : undefined;
  return name !== undefined && isKind(name) ? name : undefined;
}

function isKind(name: string): name is keyof typeof KINDS {
  return Object.hasOwn(KINDS, name);
}

const KINDS = {
  PGFunction: functionOf,
  PGView: viewOf,
  PGMaterializedView: materializedOf,
  PGTrigger: triggerOf,
  PGPolicy: policyOf,
  PGExtension: extensionOf,
} as const satisfies Readonly<Record<string, (call: CallValue) => Entity>>;

function functionOf(call: CallValue): Entity {
  const args = new Arguments(call, ['schema', 'signature', 'definition']);
  const signature = plain(args.string('signature'));
  const [, name, rest] = /^([^(]+)\((.*)$/s.exec(signature.text) ?? [];
  const parameters = rest === undefined ? undefined : /^(.*)\)$/s.exec(rest)?.[1];
  if (name === undefined || parameters === undefined) throw new NotRead('Phasewise cannot read this signature: it does not end with the parameters of the function.', signature.from);
  const at = call.callee;
  const called = (words: string) => text(args, schemaOf(args), `."${name.trim()}"(${words})`);
  const definition = functionBody(args.string('definition'));
  const dropped = parameters.trim() === '' ? '' : parameters.split(',').map((one) => one.slice(0, one.toLowerCase().split('default')[0]?.length).trim()).join(', ');
  return {
    create: [phrase(at, 'CREATE FUNCTION ', called(parameters), ' ', definition)],
    drop: phrase(at, 'DROP FUNCTION ', called(dropped)),
    replace: [phrase(at, 'CREATE OR REPLACE FUNCTION ', called(parameters), ' ', definition)],
  };
}

/** The library escapes the colons of a function, save for `:=` and what is escaped already in PL/pgSQL. */
function functionBody(definition: StringValue): MappedText {
  const body = withoutSemicolon(definition);
  const isPlpgsql = body.text.split(/\s+/).join(' ').toLowerCase().replaceAll("'", '').includes('language plpgsql');
  return isPlpgsql ? replaced(body, /\\:/g, () => ':') : body;
}

function viewOf(call: CallValue): Entity {
  const args = new Arguments(call, ['schema', 'signature', 'definition']);
  const at = call.callee;
  const name = phrase(at, schemaOf(args), `."${plain(args.string('signature')).text}"`);
  const made = (create: string) => text(args, create, ' VIEW ', name, ' AS ', withoutSemicolon(args.string('definition')));
  const create = made('CREATE');
  const inPlace = text(args, 'do $$ begin ', made('CREATE OR REPLACE'), '; exception when others then DROP VIEW IF EXISTS ', name, '; ', create, "; end; $$ language 'plpgsql'");
  return { create: [create], drop: text(args, 'DROP VIEW ', name), replace: [inPlace] };
}

function materializedOf(call: CallValue): Entity {
  const args = new Arguments(call, ['schema', 'signature', 'definition', 'with_data']);
  const at = call.callee;
  const name = phrase(at, schemaOf(args), `."${plain(args.string('signature')).text}"`);
  const data = args.flag('with_data')?.value === false ? ' WITH NO DATA' : ' WITH DATA';
  const create = text(args, 'CREATE MATERIALIZED VIEW ', name, ' AS ', withoutSemicolon(args.string('definition')), data);
  return { create: [create], drop: text(args, 'DROP MATERIALIZED VIEW ', name), replace: [text(args, 'DROP MATERIALIZED VIEW IF EXISTS ', name), create] };
}

/** The table that the definition names is taken in the schema of the trigger, whatever it says. */
function triggerOf(call: CallValue): Entity {
  const args = new Arguments(call, ['schema', 'signature', 'definition', 'on_entity', 'is_constraint']);
  const [at, definition] = [call.callee, withoutSemicolon(args.string('definition'))];
  const [whole, event = '', table = ''] = /^(.+?)\s+ON\s+(\S+)\s+(?=\S)/is.exec(definition.text) ?? [];
  if (whole === undefined) throw new AlembicStops('alembic_utils finds no ON in the definition of this trigger.', definition.from);
  const name = `"${plain(args.string('signature')).text}"`;
  const on = `${plain(args.string('schema')).text}.${table.includes('.') ? table.slice(table.indexOf('.') + 1) : table}`;
  const create = phrase(at, text(args, args.isTrue('is_constraint') ? 'CREATE CONSTRAINT TRIGGER ' : 'CREATE TRIGGER ', name), ' ', sliced(definition, { start: 0, end: event.length }), ` ON ${on} `, sliced(definition, { start: whole.length, end: definition.text.length }));
  const target = onEntity(args);
  return { create: [create], drop: text(args, `DROP TRIGGER ${name} ON `, target), replace: [text(args, `DROP TRIGGER IF EXISTS ${name} ON `, target), create] };
}

function policyOf(call: CallValue): Entity {
  const args = new Arguments(call, ['schema', 'signature', 'definition', 'on_entity']);
  const [name, target] = [plain(args.string('signature')).text, onEntity(args)];
  const create = phrase(call.callee, text(args, `CREATE POLICY ${name} on `, target), ' ', withoutSemicolon(args.string('definition')));
  return { create: [create], drop: text(args, `DROP POLICY ${name} on `, target), replace: [text(args, `DROP POLICY IF EXISTS ${name} on `, target), create] };
}

function extensionOf(call: CallValue): Entity {
  const args = new Arguments(call, ['schema', 'signature']);
  const name = `"${plain(args.string('signature')).text}"`;
  const { callee } = call;
  return {
    create: [text(args, `CREATE EXTENSION ${name} WITH SCHEMA `, schemaOf(args))],
    drop: text(args, `DROP EXTENSION ${name}`),
    get replace(): never { throw new AlembicStops('alembic_utils replaces no extensions.', callee); },
  };
}

function onEntity(args: Arguments): string {
  const { text: target } = args.string('on_entity').text;
  return (target.includes('.') ? target : `public.${target}`).replaceAll('"', '');
}

/** One line, without double quotes. */
function plain({ text: { text: written }, place }: StringValue): { readonly text: string; readonly from: Place } {
  return { text: written.split(/\s+/).join(' ').trim().replaceAll('"', ''), from: place };
}

function schemaOf(args: Arguments): MappedText {
  const { text: schema, from } = plain(args.string('schema'));
  return caused(schema.split('.').map((part) => `"${part.trim()}"`).join('.'), from);
}

function withoutSemicolon({ text: written, place }: StringValue): MappedText & { readonly from: Place } {
  const end = written.text.trim().replace(/;+$/, '').trim().length;
  const start = written.text.length - written.text.trimStart().length;
  return { ...sliced(written, { start, end: start + end }), from: place };
}

/** What is sent as `sa.text(…)`, which takes `:name` for a bind. */
function text(args: Arguments, ...words: readonly Words[]): MappedText {
  const said = phrase(args.call.callee, ...words);
  const [bind] = bindsOf(said.text);
  if (bind) throw new AlembicStops(`\`:${bind.name}\` is a bind parameter without a value; write \`\\:${bind.name}\` if it is text.`, args.call.place);
  return unescaped(said);
}
