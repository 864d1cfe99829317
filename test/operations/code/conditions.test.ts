import { expect, test } from 'vitest';
import { toldOf } from './told.ts';

test.each([
  ["EXISTS (SELECT 1 FROM pg_type WHERE typname = 'mood')", 'type mood'],
  ["NOT EXISTS (SELECT FROM pg_catalog.pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace WHERE t.typname = 'mood' AND n.nspname = 'app')", 'no type app.mood'],
  ["EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'users' AND column_name = 'email')", 'column public.users.email'],
  ["EXISTS (SELECT 1 FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = 'users' AND column_name = 'email')", 'column users.email'],
  ["EXISTS (SELECT 1 FROM information_schema.columns WHERE table_name = 'users' AND column_name = 'email' AND is_nullable = 'YES')", '(column users.email and undecidable)'],
  ["NOT (EXISTS (SELECT 1 FROM information_schema.tables WHERE table_name = 'users' AND table_type = 'BASE TABLE'))", 'no relation users'],
  ["EXISTS (SELECT 1 FROM pg_class WHERE relname = 'users_idx' AND relkind = 'i')", 'relation users_idx'],
  ["EXISTS (SELECT 1 FROM pg_indexes WHERE tablename = 'users' AND indexname = 'users_idx')", 'index users.users_idx'],
  ["EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'users_ck')", 'constraint users_ck'],
  ["EXISTS (SELECT 1 FROM pg_constraint WHERE conname = 'users_ck' AND conrelid = 'app.\"Users\"'::regclass AND contype = 'c')", 'constraint app.Users.users_ck'],
  ["EXISTS (SELECT 1 FROM pg_constraint c JOIN pg_class t ON c.conrelid = t.oid WHERE t.relname = 'users' AND c.conname = 'users_ck')", 'constraint users.users_ck'],
  ["EXISTS (SELECT 1 FROM pg_constraint WHERE conrelid = 'users'::regclass AND contype = 'f')", 'undecidable'],
  ["EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE constraint_name = 'users_ck' AND table_name = 'users')", 'constraint users.users_ck'],
  ["EXISTS (SELECT 1 FROM pg_attribute WHERE attrelid = 'users'::regclass AND attname = 'email' AND NOT attisdropped AND attnum > 0)", 'column users.email'],
  ["EXISTS (SELECT 1 FROM pg_enum WHERE enumtypid = 'mood'::regtype AND enumlabel = 'happy')", 'enum label mood.happy'],
  ["EXISTS (SELECT 1 FROM pg_enum e JOIN pg_type t ON e.enumtypid = t.oid WHERE t.typname = 'mood' AND e.enumlabel = 'happy')", 'enum label mood.happy'],
  ["EXISTS (SELECT 1 FROM pg_enum WHERE enumlabel = 'happy' AND enumtypid = (SELECT oid FROM pg_type WHERE typname = 'mood'))", 'enum label mood.happy'],
  ["EXISTS (SELECT 1 FROM pg_namespace WHERE nspname = 'app')", 'schema app'],
  ["EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'app' AND tablename IN ('a', 'b'))", '(relation app.a or relation app.b)'],
  ["EXISTS (SELECT 1 FROM pg_trigger WHERE tgname = 'touch' AND tgrelid = 'users'::regclass)", 'trigger users.touch'],
  ["EXISTS (SELECT 1 FROM pg_proc WHERE proname = 'touch')", 'function touch'],
  ["to_regclass('public.users') IS NULL", 'no relation public.users'],
  ["to_regtype('mood') IS NOT NULL", 'type mood'],
  ["(SELECT to_regclass('users')) IS NULL", 'no relation users'],
  ["(SELECT count(*) FROM pg_class WHERE relname = 'users') = 0", 'no relation users'],
  ["0 < (SELECT count(*) FROM pg_class WHERE relname = 'users')", 'relation users'],
  ["(SELECT 1 FROM pg_type WHERE typname = 'mood') IS NULL OR to_regclass('users') IS NULL", '(no type mood or no relation users)'],
  ["EXISTS (SELECT 1 FROM users WHERE admin)", 'undecidable'],
  ["EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'app')", 'undecidable'],
  ["EXISTS (SELECT 1 FROM pg_class WHERE relname LIKE 'users%')", 'undecidable'],
  ["current_setting('server_version_num')::int > 130000", 'undecidable'],
])('IF %s asks for: %s', (condition, expected) => {
  expect(toldOf(`BEGIN IF ${condition} THEN DROP TABLE IF EXISTS t; END IF; END`).filter((line) => !/^SELECT\b/.test(line))).toEqual([`if ${expected}`, '  DROP TABLE t']);
});

test.each([
  ["n int; BEGIN SELECT count(*) INTO n FROM pg_class WHERE relname = 'users'; IF n = 0 THEN", 'no relation users'],
  ["there bool := EXISTS (SELECT 1 FROM pg_class WHERE relname = 'users'); BEGIN IF NOT there THEN", 'no relation users'],
  ["there bool; BEGIN SELECT EXISTS (SELECT 1 FROM pg_class WHERE relname = 'users') INTO there; IF there = false THEN", 'no relation users'],
  ["o oid; BEGIN SELECT oid INTO o FROM pg_class WHERE relname = 'users'; IF o IS NULL THEN", 'no relation users'],
  ["BEGIN PERFORM 1 FROM pg_class WHERE relname = 'users'; IF NOT FOUND THEN", 'no relation users'],
  ["t text := 'users'; BEGIN IF to_regclass(t) IS NULL THEN", 'no relation users'],
  ["n int; BEGIN SELECT count(*) INTO n FROM users; IF n = 0 THEN", 'undecidable'],
  ["there bool := to_regclass('users') IS NULL; BEGIN IF random() > 0.5 THEN there := true; END IF; IF there THEN", 'undecidable'],
])('DECLARE %s … asks for: %s', (code, expected) => {
  const lines = toldOf(`DECLARE ${code} DROP TABLE t; END IF; END`.replace('DECLARE BEGIN', 'BEGIN'));
  expect(lines.slice(-2)).toEqual([`if ${expected}`, '  DROP TABLE t']);
});
