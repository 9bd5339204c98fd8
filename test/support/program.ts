/** The built command, as people have it: what the tests of the engine run. `built.ts` makes it where it is missing. */
import { join } from "node:path";

export const program: string = join(import.meta.dirname, "../../dist/windlass.cjs");
