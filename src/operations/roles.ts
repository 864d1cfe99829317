import type { RoleSpec } from '@pgsql/types';

/** What a role is called: its name, or the words for one that only the server knows. */
export function roleName(role: RoleSpec | undefined): string {
  switch (role?.roletype) {
    case 'ROLESPEC_CURRENT_ROLE': return 'current_role';
    case 'ROLESPEC_CURRENT_USER': return 'current_user';
    case 'ROLESPEC_SESSION_USER': return 'session_user';
    case 'ROLESPEC_PUBLIC': return 'public';
    default: return role?.rolename ?? '';
  }
}
