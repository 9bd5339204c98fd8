/** The built command, as people have it: what tests run. `built.ts` makes it where it is missing. */
import { join } from "node:path";

export const program: string = join(import.meta.dirname, "../../dist/windlass.cjs");
