/** The answer to rules made for JavaScript that ask about variables: one global scope without any. */
export class NoScopes {
  readonly globalScope: object;
  readonly scopes: readonly object[];

  constructor(block: object) {
    const implicit = { variables: [], left: [], leftToBeResolved: [] };
    const empty = { variables: [], references: [], through: [], childScopes: [], set: new Map(), implicit };
    this.globalScope = { type: 'global', block, upper: null, isStrict: false, ...empty };
    this.scopes = [this.globalScope];
  }

  acquire(): null {
    return null;
  }

  getDeclaredVariables(): readonly [] {
    return [];
  }
}
