import { ancestorsOf } from '../text/path.ts';
import type { World } from '../text/world.ts';
import type { Config } from './config.ts';
import { DEFAULT_CONFIG } from './config.ts';
import type { Configurable } from './read.ts';
import { configIn } from './read.ts';

/** The configuration of a folder: the nearest one in it or above it, not looking beyond its repository. Throws `ConfigError`. */
export function nearestConfig(folder: string, world: World, rules: readonly Configurable[]): Config {
  for (const candidate of ancestorsOf(folder)) {
    const config = configIn(candidate, world, rules);
    if (config) return config;
    if (world.kindOf(`${candidate}/.git`) !== 'nothing') return DEFAULT_CONFIG;
  }
  return DEFAULT_CONFIG;
}
