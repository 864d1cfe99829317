/** Paths of a `World`: absolute, `/` between the names. */

export function folderOf(path: string): string {
  const cut = path.lastIndexOf('/');
  return cut <= 0 ? '/' : path.slice(0, cut);
}

export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

export function isWithin(path: string, folder: string): boolean {
  return path === folder || path.startsWith(folder.endsWith('/') ? folder : `${folder}/`);
}

/** `/srv/app`, and on Windows `C:/app`. */
export function isAbsolute(path: string): boolean {
  return /^(?:\/|[A-Za-z]:\/)/.test(path);
}

/** The path that `relative` names when one stands in `folder`; `.` and `..` are followed, and never out of the root. */
export function joined(folder: string, relative: string): string {
  const path = isAbsolute(relative) ? relative : `${folder}/${relative}`;
  const [, root = '', rest = ''] = /^([A-Za-z]:\/|\/|)(.*)$/s.exec(path) ?? [];
  const names: string[] = [];
  for (const name of rest.split('/')) {
    if (name === '..') names.pop();
    else if (name !== '' && name !== '.') names.push(name);
  }
  return `${root}${names.join('/')}`;
}

/** The path as a person in `folder` would write it; absolute where it lies outside. */
export function relativeTo(folder: string, path: string): string {
  if (path === folder) return '.';
  return isWithin(path, folder) ? path.slice(folder.endsWith('/') ? folder.length : folder.length + 1) : path;
}

/** The folder and those above it, innermost first. */
export function ancestorsOf(folder: string): readonly string[] {
  const all: string[] = [folder];
  for (let at = folder; folderOf(at) !== at && at !== '/';) {
    at = folderOf(at);
    all.push(at);
  }
  return all;
}
