import type { Node } from '@pgsql/types';
import { option } from './inlined.ts';
import type { OperationOf } from './operation.ts';
import { roleName } from './roles.ts';
import { bodiesOf, bodyOf, nameParts } from './tree.ts';

type Details = Pick<OperationOf<'other'>, 'grants' | 'owner' | 'extension'>;

/** What rules ask of a statement without a kind of its own: who gets which rights, who owns it, which extension it is. */
export function detailsOf(node: Node): Details {
  const standing = bodyOf(node, 'AlterDefaultPrivilegesStmt')?.action;
  const granted = bodyOf(node, 'GrantStmt') ?? (standing?.is_grant ? standing : undefined);
  if (granted) {
    return {
      grants: {
        privileges: bodiesOf(granted.privileges, 'AccessPriv').map(({ priv_name = '' }) => priv_name.toLowerCase()),
        to: bodiesOf(granted.grantees, 'RoleSpec').map(roleName),
        grantable: granted.grant_option === true,
      },
    };
  }
  const owned = bodyOf(node, 'AlterOwnerStmt')?.newowner ?? bodyOf(node, 'ReassignOwnedStmt')?.newrole;
  if (owned) return { owner: roleName(owned) };
  const extension = bodyOf(node, 'CreateExtensionStmt');
  if (extension) {
    const version = nameParts(option(extension.options, 'new_version')).at(-1);
    return { extension: { name: extension.extname ?? '', ...(version === undefined ? {} : { version }) } };
  }
  return {};
}
