/** What may be asked of the disk. Whoever asks the same later and gets the same answers has learnt the same. */
export type Question = 'read' | 'list' | 'kind' | 'real' | 'open';

/** Who is told what a run learns of the outside. */
export interface Witness {
  saw(question: Question, path: string, answer: string | Uint8Array, like?: RegExp): void;
  /** Something was asked or done that cannot be asked again so cheaply: of git, of a server, of whoever types. */
  cannotRepeat(): void;
}

/** The one of this process, if there is one: what is asked of the disk is asked in many rooms. */
let present: Witness | undefined;

/** From now on it is told; undefined: nobody is. */
export function witnessed(by: Witness | undefined): void {
  present = by;
}

/** `like`: what names of a folder were asked for. */
export function saw(question: Question, path: string, answer: string | Uint8Array, like?: RegExp): void {
  present?.saw(question, path, answer, like);
}

export function cannotRepeat(): void {
  present?.cannotRepeat();
}
