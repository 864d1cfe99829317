declare const __phasewiseBuild: string;

/** Which build this is, to the byte: what another one has kept is not ours. The bundler says it. */
export const BUILD: string = typeof __phasewiseBuild === 'string' ? __phasewiseBuild : 'not built';
