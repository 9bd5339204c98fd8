/** `build --check`: what BuildKit's linter says of the Dockerfiles, each complaint with its line. Nothing is built. */
import { resolve } from "node:path";
import type { Diagnostic } from "../../core/diagnostics.ts";
import { type Contents, contentsOf, type Plan, type Project } from "../../index.ts";
import { exitCodes } from "../process/exit-codes.ts";
import { diagnosticsText } from "../render/problem.ts";
import { plural } from "../render/words.ts";
import type { Run } from "./verb.ts";

/** @returns the exit code: complaints are a failure, as docker has it */
export async function checkBuilds(plan: Plan, project: Project, run: Run): Promise<number> {
  const { context, settings } = run;
  const sources = new Map<string, string>();
  const diagnostics: Diagnostic[] = [];
  const io = buildIo(project, run);
  let count = 0;
  for (const { operation, resource } of plan.steps) {
    if (operation.kind !== "build-image") continue;
    count += 1;
    const { build } = operation;
    const file =
      build.context.from === "folder" && build.dockerfile.from === "file"
        ? resolve(build.context.folder, build.dockerfile.path)
        : undefined;
    if (file !== undefined) sources.set(file, Buffer.from(await context.disk.read(file)).toString());
    for (const { rule, message, url, line } of await run.engine.checkBuild(build, io))
      diagnostics.push({
        code: "dockerfile-warning",
        severity: "warning",
        message: `${resource.service ?? resource.name}: ${rule}: ${message}`,
        ...(file !== undefined && line !== undefined && { place: { file, line, column: 1 } }),
        ...(url !== undefined && { hint: url }),
      });
  }
  const view = { paint: settings.paintOut, cwd: context.cwd, columns: context.out.columns };
  context.out.write(diagnosticsText(diagnostics, sources, view));
  const found = diagnostics.length === 0 ? "no warnings" : plural(diagnostics.length, "warning");
  context.err.write(`${plural(count, "build")} checked: ${found}\n`);
  return diagnostics.length === 0 ? exitCodes.done : exitCodes.failed;
}

function buildIo(project: Project, { context }: Run): Parameters<Run["engine"]["checkBuild"]>[1] {
  const contents: Contents = contentsOf(project, context);
  return {
    onProgress: () => {},
    secret: (name, signal) => contents.bytes(name, signal),
    signal: context.interrupts.first,
  };
}
