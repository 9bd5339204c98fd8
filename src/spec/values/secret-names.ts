/** Names under which secrets usually stand: of variables and the like. Pure. */

const secretive = /pass(word|wd|phrase)|pwd|secret|token|credential|(api|private|access|encryption|signing|auth)_?key/i;
/** The name of a file that holds it, and whether one is needed, are no secrets. */
const harmless = /_(FILE|PATH|DIR|URL|URI|ENDPOINT|EXPIRY|TTL|TIMEOUT|LENGTH)$|ALLOW_EMPTY|RANDOM_/i;

export const isSecretName = (name: string): boolean => secretive.test(name) && !harmless.test(name);
