import type { CannotWrite } from '../../../migrations/division.ts';
import type { Draft, Drafted, Site } from '../../../migrations/draft.ts';
import { SourceError } from '../../../migrations/source.ts';
import { decode } from '../../../text/decode.ts';
import { folderOf, joined, nameOf } from '../../../text/path.ts';
import { indented } from '../author/as-execute.ts';
import type { Configuration } from '../configuration.ts';
import { configurationOf } from '../configuration.ts';
import { fileNameFor } from './file-name.ts';
import type { Handed } from './fill.ts';
import { filled } from './fill.ts';
import { momentIn } from './moment.ts';
import type { Moment } from './moment.ts';

/** A revision file as `alembic revision` would begin it: named by file_template, its text out of script.py.mako. */
export function draftRevision(draft: Draft, site: Site): Drafted | CannotWrite {
  const configuration = configurationOf(site.found, site.world);
  const { timezone, hooks, runsEnvironment } = configuration.newFiles;
  const moment = momentIn(timezone, draft.at);
  if (!moment) return { cannot: `timezone = ${timezone ?? ''} names no time zone; write it like Europe/Berlin or UTC.` };
  const folder = folderFor(draft, configuration, site);
  if (typeof folder !== 'string') return folder;
  const id = draft.id ?? draft.random;
  const name = fileNameFor(id, draft.message ?? '', moment, configuration.newFiles);
  if (typeof name !== 'string') return name;

  const path = joined(folder, name);
  if (site.world.kindOf(path) !== 'nothing') return { cannot: `${path} is there already.` };
  const { text, notes } = textFor((template) => handedFor(id, draft, moment, template), joined(configuration.scripts, 'script.py.mako'), site);
  const unrun = hooks.length === 0 ? [] : [`Alembic would run ${hooks.join(', ')} over it (post_write_hooks); Phasewise runs no programs of the project.`];
  const unasked = runsEnvironment ? ['Alembic would run env.py, which may change the file (revision_environment); Phasewise does not.'] : [];
  return { path, changes: [{ kind: 'create', path, text }], notes: [...notes, ...unrun, ...unasked] };
}

/** Where it is said, else where its parents lie, else the only folder that there is. */
function folderFor({ folder, parents }: Draft, { folders }: Configuration, { migrations }: Site): string | CannotWrite {
  if (folder !== undefined) return folder;
  const [only, ...others] = folders;
  if (only !== undefined && others.length === 0) return only;
  const parent = migrations.find(({ revision }) => parents.includes(revision));
  if (parent) return folderOf(parent.upgrade.path);
  return { cannot: `There are ${folders.length} folders for revisions: ${folders.join(', ')}. Say which with --version-path.` };
}

/** What the template imports itself it is not handed. */
function handedFor(id: string, { message, parents, labels, dependsOn, up, down, imports }: Draft, moment: Moment, template: string): Handed {
  return {
    texts: {
      message: message ?? 'empty message', up_revision: id, imports: imports.filter((line) => !template.includes(line)).join('\n'),
      upgrades: indented(up, 4).trim(), downgrades: indented(down, 4).trim(),
    },
    ids: { down_revision: parents, depends_on: dependsOn },
    tuples: { branch_labels: labels },
    moment,
  };
}

/** Out of the project's template; where that cannot be filled in, out of the one that Alembic brings. */
function textFor(handed: (template: string) => Handed, path: string, { world }: Site): { readonly text: string; readonly notes: readonly string[] } {
  const template = templateAt(path, world);
  if (template === undefined) return { text: ours(handed(ALEMBICS)), notes: [`There is no ${nameOf(path)} beside env.py, so the file has the form that Alembic brings.`] };
  const text = filled(template, handed(template));
  if (typeof text === 'string') return { text, notes: [] };
  return { text: ours(handed(ALEMBICS)), notes: [`${nameOf(path)}, line ${text.line}: ${text.because}. The file has the form that Alembic brings instead.`] };
}

function templateAt(path: string, world: Site['world']): string | undefined {
  if (world.kindOf(path) !== 'file') return undefined;
  const decoded = decode(path, world.read(path));
  if (decoded.kind === 'refused') throw new SourceError(path, decoded.message);
  return decoded.source.text;
}

function ours(handed: Handed): string {
  const text = filled(ALEMBICS, handed);
  if (typeof text !== 'string') throw new RangeError(`Our own template is not plain: line ${text.line}, ${text.because}.`);
  return text;
}

const ALEMBICS = `"""\${message}

Revision ID: \${up_revision}
Revises: \${down_revision | comma,n}
Create Date: \${create_date}

"""
from typing import Sequence, Union

from alembic import op
import sqlalchemy as sa
\${imports if imports else ""}

# revision identifiers, used by Alembic.
revision: str = \${repr(up_revision)}
down_revision: Union[str, Sequence[str], None] = \${repr(down_revision)}
branch_labels: Union[str, Sequence[str], None] = \${repr(branch_labels)}
depends_on: Union[str, Sequence[str], None] = \${repr(depends_on)}


def upgrade() -> None:
    """Upgrade schema."""
    \${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """Downgrade schema."""
    \${downgrades if downgrades else "pass"}
`;
