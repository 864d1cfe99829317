import { ancestorsOf } from '../text/path.ts';
import type { World } from '../text/world.ts';
import type { Config } from './config.ts';
import { DEFAULT_CONFIG } from './config.ts';
import type { Configurable } from './read.ts';
import { CONFIG_FILE, readConfig } from './read.ts';

/** The configuration of a folder: the nearest file in it or above it, not looking beyond its repository. Throws `ConfigError`. */
export function nearestConfig(folder: string, world: World, rules: readonly Configurable[]): Config {
  for (const candidate of ancestorsOf(folder)) {
    if (world.kindOf(`${candidate}/${CONFIG_FILE}`) === 'file') return readConfig(candidate, world, rules);
    if (world.kindOf(`${candidate}/.git`) !== 'nothing') return DEFAULT_CONFIG;
  }
  return DEFAULT_CONFIG;
}
