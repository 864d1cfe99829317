import type { Condition, Reach } from '../../migrations/condition.ts';
import type { Unread } from '../../migrations/migration.ts';
import type { Aside } from '../../sql/psql.ts';
import type { Place } from '../../text/place.ts';

/** What is said of a line that is no SQL; nothing where it does nothing to a database. `reason`: why a file is not read. */
export function unreadAside({ command, argument }: Aside, place: Place, when: Condition, reason: string | undefined): readonly Unread[] {
  const unread = (why: string, reach: Reach): readonly Unread[] => [{ kind: 'unread', reason: why, place, reach, when }];
  if (reason !== undefined) return unread(reason, 'anything');
  if (command === '\\set' && SESSION.test(argument)) return unread(`\`${command} ${argument}\` changes where psql begins and ends transactions, which Phasewise does not follow.`, 'nothing');
  if (HARMLESS.test(command)) return [];

  switch (command) {
    case '\\copy':
      return unread('`\\copy` moves rows between a table and a file of the person who runs psql, and only psql does that.', 'rows');
    case '\\gexec':
      return unread('`\\gexec` runs what the rows of the statement before it say, and Phasewise does not run statements to read.', 'anything');
    case '\\connect':
    case '\\c':
      return unread(`From \`${command}\` on psql speaks to another database; what follows is judged as if it were the same one.`, 'anything');
    case '\\!':
      return unread('`\\!` runs a command of the system, which Phasewise does not carry out.', 'anything');
    case 'GO':
      return unread('`GO` ends a batch in clients of SQL Server; PostgreSQL would refuse it; end statements with a semicolon.', 'nothing');
    case 'DELIMITER':
      return unread('`DELIMITER` is for clients of MySQL, and PostgreSQL would refuse it; quote function bodies with `$$` instead.', 'nothing');
  }
  if (command.startsWith('#')) return unread(`\`${command} ${argument}\` is a line for the C preprocessor, which Phasewise does not run; lint the file as it comes out of it.`, 'nothing');
  if (/^\\lo_/.test(command)) return unread(`\`${command}\` moves large objects, and only psql does that.`, 'rows');
  return unread(`\`${command}\` is a command of psql, which Phasewise does not carry out.`, 'anything');
}

/** psql's own variables that change what it sends. */
const SESSION = /^(?:AUTOCOMMIT|ON_ERROR_ROLLBACK)\b/;

/**
 * Commands that change what psql prints or remembers, send the statement before them, or steer what is read, which was
 * followed.
 */
const HARMLESS = new RegExp(`^(?:rows|end|\\\\(?:${[
  'a|C|conninfo|d\\w*\\+?|echo|encoding|errverbose|f|h|help|html|l|o|out|p|print|prompt|getenv|setenv|pset|qecho|restrict|unrestrict|s|set|sf|sv|t|T|timing|unset|w|write|warn|x|z|;|\\?',
  'g|gx|gset|gdesc|crosstabview|bind|bind_named|parse|watch',
  'if|elif|else|endif|q|quit',
].join('|')}))$`);
