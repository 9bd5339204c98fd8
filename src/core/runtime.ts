/**
 * Which runtime this is: Node, or the Bun that an executable has in it. Nothing else asks. Where both can be served by the same
 * lines, they are.
 */

export const isBun: boolean = process.versions.bun !== undefined;

/**
 * The environment of a program that we start. Variables that steer the Bun within us are not for the next one: a `.env` can
 * set them.
 */
export const environmentFor = (env: Readonly<Record<string, string | undefined>>): Record<string, string | undefined> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !steersBun.test(name)));

const steersBun = /^BUN_(OPTIONS|BE_BUN|INSPECT.*|JSC_.*)$/;
