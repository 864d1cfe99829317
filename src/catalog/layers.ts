/**
 * An immutable map that shares what did not change: small layers of changes over larger ones. Each layer but the topmost
 * is less than half as large as the one below, so that reading looks into few and adding copies little, however long the
 * history.
 */
export class Layers<V> {
  readonly #own: Map<string, V | undefined>;
  readonly #below: Layers<V> | undefined;
  /** Who began this layer. */
  readonly #by: object | undefined;

  constructor(own = new Map<string, V | undefined>(), below?: Layers<V>, by?: object) {
    this.#own = own;
    this.#below = below;
    this.#by = by;
  }

  /** Nothing was ever set. */
  get isEmpty(): boolean {
    return this.#own.size === 0 && this.#below === undefined;
  }

  get(key: string): V | undefined {
    for (let layer: Layers<V> | undefined = this; layer; layer = layer.#below) {
      const value = layer.#own.get(key);
      if (value !== undefined || layer.#own.has(key)) return value;
    }
    return undefined;
  }

  /** An entry whose value is undefined removes its key. What the same `by` has begun it goes on with in place, so that nobody else may hold it yet. */
  set(key: string, value: V | undefined, by: object): Layers<V> {
    const top = this.#by === by ? this : new Layers<V>(undefined, this.#settled(), by);
    top.#own.set(key, value);
    return top;
  }

  with(changes: ReadonlyMap<string, V | undefined>): Layers<V> {
    const by = {};
    let all: Layers<V> = this;
    for (const [key, value] of changes) all = all.set(key, value, by);
    return all;
  }

  values(): V[] {
    const all = new Map<string, V>();
    for (const layer of this.#layers().toReversed()) write(layer.#own, all);
    return [...all.values()];
  }

  /** The keys whose values are not the same in another map; layers that both have are passed over. */
  differing(other: Layers<V>): ReadonlySet<string> {
    const [own, others] = [this.#layers(), other.#layers()];
    const unshared = [...own.filter((layer) => !others.includes(layer)), ...others.filter((layer) => !own.includes(layer))];
    const keys = new Set(unshared.flatMap((layer) => [...layer.#own.keys()]));
    return new Set([...keys].filter((key) => this.get(key) !== other.get(key)));
  }

  #layers(): readonly Layers<V>[] {
    const layers: Layers<V>[] = [];
    for (let layer: Layers<V> | undefined = this; layer; layer = layer.#below) layers.push(layer);
    return layers;
  }

  /** The same, the top layer merged into those that are less than twice as large. */
  #settled(): Layers<V> {
    let below: Layers<V> | undefined = this.#below;
    if (!below || this.#own.size * 2 < below.#own.size) return this;
    const merged: (ReadonlyMap<string, V | undefined>)[] = [this.#own];
    for (let size = this.#own.size; below && size * 2 >= below.#own.size; below = below.#below) {
      merged.unshift(below.#own);
      size += below.#own.size;
    }
    const own = new Map<string, V | undefined>();
    for (const layer of merged) {
      if (below) for (const [key, value] of layer) own.set(key, value);
      else write(layer, own);
    }
    return new Layers(own, below);
  }
}

/** Changes over a map that has nothing below it. */
function write<V>(changes: ReadonlyMap<string, V | undefined>, all: Map<string, V | undefined>): void {
  for (const [key, value] of changes) {
    if (value === undefined) all.delete(key);
    else all.set(key, value);
  }
}
