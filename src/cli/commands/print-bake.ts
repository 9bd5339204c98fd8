/** `windlass build --print`: the file for `docker buildx bake`, and nothing is built. */
import { bakeText, type Project } from "../../index.ts";
import type { ProcessContext } from "../process/process-context.ts";

type Asked = Parameters<typeof bakeText>[1];

export async function printBake(project: Project, asked: Asked, context: ProcessContext): Promise<number> {
  const { env, home, named, out } = context;
  out.write(`${await bakeText(project, asked, { env, home, ...named })}\n`);
  return 0;
}
