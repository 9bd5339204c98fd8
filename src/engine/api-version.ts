/** Versions of the engine's API: `1.41` is older than `1.5`'s look suggests, so they are compared as numbers. */

/** The newest that this code was written for, and the oldest that it can work with. */
export const newestApi = "1.51";
export const oldestApi = "1.41";

/** All of a container's networks are given at its creation; before, one, and the others are connected. */
export const apiOfManyEndpoints = "1.44";
/** Two networks of one name can't come about. */
export const apiOfUniqueNetworks = "1.44";
/** A bind mount that makes its source without being written as text. */
export const apiOfCreateMountpoint = "1.42";

/** The engine's BuildKit knows named contexts, limits and the size of /dev/shm (Docker 23). */
export const apiOfNewerBuildkit = "1.42";

export const apiAtLeast = (version: string, least: string): boolean => rank(version) >= rank(least);

export const olderApi = (a: string, b: string): string => (rank(a) <= rank(b) ? a : b);

function rank(version: string): number {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  return major * 1_000 + minor;
}
