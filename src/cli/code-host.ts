import { isWithin } from '../text/path.ts';
import type { Io } from './io.ts';

/** Where the repository lies on a machine of GitHub or GitLab, and how the address of one of its files begins. */
export interface CodeHost { readonly root: string; readonly files?: string }

/**
 * The code host whose job this is, if the command runs within its checkout.
 * https://docs.github.com/en/actions/reference/variables-reference
 * https://docs.gitlab.com/ci/variables/predefined_variables/
 */
export function codeHost({ env, cwd }: Pick<Io, 'env' | 'cwd'>): CodeHost | undefined {
  const hosts = [
    hostAt(env['GITHUB_WORKSPACE'], address(env['GITHUB_SERVER_URL'], env['GITHUB_REPOSITORY'], 'blob', env['GITHUB_SHA'])),
    hostAt(env['CI_PROJECT_DIR'], address(env['CI_PROJECT_URL'], '-/blob', env['CI_COMMIT_SHA'])),
  ];
  return hosts.find((host) => host !== undefined && isWithin(cwd, host.root));
}

function hostAt(root: string | undefined, files: string | undefined): CodeHost | undefined {
  return root === undefined || root === '' ? undefined : { root, ...(files !== undefined && { files }) };
}

function address(...parts: readonly (string | undefined)[]): string | undefined {
  return parts.every((part) => part !== undefined && part !== '') ? `${parts.join('/')}/` : undefined;
}
