/**
 * An immutable map that shares what did not change: small layers of changes over larger ones. Each layer is less than
 * half as large as the one below, so that reading looks into few and adding copies little, however long the history.
 */
export class Layers<V> {
  readonly #own: ReadonlyMap<string, V | undefined>;
  readonly #below: Layers<V> | undefined;

  constructor(own: ReadonlyMap<string, V | undefined> = new Map(), below?: Layers<V>) {
    this.#own = own;
    this.#below = below;
  }

  get(key: string): V | undefined {
    for (let layer: Layers<V> | undefined = this; layer; layer = layer.#below) {
      const value = layer.#own.get(key);
      if (value !== undefined || layer.#own.has(key)) return value;
    }
    return undefined;
  }

  /** An entry whose value is undefined removes its key. */
  with(changes: ReadonlyMap<string, V | undefined>): Layers<V> {
    if (changes.size === 0) return this;
    let own = changes;
    let below: Layers<V> | undefined = this;
    while (below && own.size * 2 >= below.#own.size) {
      own = merged(below.#own, own);
      below = below.#below;
    }
    return new Layers(below ? own : present(own), below);
  }

  values(): V[] {
    const layers: Layers<V>[] = [];
    for (let layer: Layers<V> | undefined = this; layer; layer = layer.#below) layers.unshift(layer);
    return [...present(new Map(layers.flatMap((layer) => [...layer.#own]))).values()];
  }
}

function merged<V>(below: ReadonlyMap<string, V>, above: ReadonlyMap<string, V>): Map<string, V> {
  const all = new Map(below);
  for (const [key, value] of above) all.set(key, value);
  return all;
}

function present<V>(map: ReadonlyMap<string, V | undefined>): Map<string, V> {
  const kept = new Map<string, V>();
  for (const [key, value] of map) if (value !== undefined) kept.set(key, value);
  return kept;
}
