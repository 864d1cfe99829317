/** Which project is meant, where there are several or it has several configurations. */
export interface ProjectOptions {
  readonly project?: string;
  /** `-c`: the file that configures Alembic. */
  readonly config?: string;
  /** `-n`: the section of it. */
  readonly section?: string;
}

/** Of all that was typed, what says which project is meant. */
export function projectMeant({ project, config, section }: ProjectOptions): ProjectOptions {
  return { ...(project !== undefined && { project }), ...(config !== undefined && { config }), ...(section !== undefined && { section }) };
}
