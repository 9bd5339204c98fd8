/** `windlass lock`: adds the digests that the lock file lacks, and removes what no service uses; those that it has stay. */
import { posix } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import { type LockState, lockChanges, lockState, type Project } from "../../index.ts";
import { type Call, command, type Definition } from "../args/command.ts";
import { choice, flag, type Values } from "../args/flags.ts";
import { lockDigests } from "../config/registry-digests.ts";
import { saveLock } from "../config/save-lock.ts";
import { exitCodes } from "../process/exit-codes.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { lockCounts, lockJson, lockLines, lockUpToDate } from "../render/lock.ts";
import { reportText } from "../render/reports.ts";
import { plural } from "../render/words.ts";
import { loadContextOf, wholeProject } from "../session.ts";

const flags = {
  check: flag("--check", "only check that the lock file has the project's images and no others; asks no registry"),
  format: choice("--format <format>", ["text", "json"], "output format: text or json (default text)"),
};

export const lock: Definition = command({
  exitStatus: "0 if the lock file fits the project, 1 if it does not or an image cannot be looked up",
  examples: [
    ["windlass lock", "write the digests of all images to compose.lock.yaml"],
    ["windlass lock --check", "fail if compose.lock.yaml does not fit the project, for CI"],
  ],
  operands: [],
  flags,
  async run(call, context) {
    const { flags, globals, settings } = call;
    const project = await wholeProject(call, context);
    const state = await lockState(project, loadContextOf(call, context));
    if (flags.check) return check(state, project, call, context);
    const found = await lockDigests(
      state.uses.filter(({ image }) => !state.lock.has(image)),
      project,
      call,
      context,
    );
    const { changes, text } = await lockChanges(state, found, context.wallMs());
    const isChanged = state.text === undefined || changes.some(({ kind }) => kind !== "kept");
    const written = isChanged && !globals.dryRun;
    if (written) await saveLock(state.path, text, context);
    const { out, cwd } = context;
    if (flags.format === "json") out.write(lockJson(state, changes, written));
    else {
      const file = posix.relative(cwd, state.path);
      out.write(lockLines(changes, settings.paintOut));
      out.write(
        isChanged
          ? `${written ? "Wrote" : "Would write"} ${file}: ${lockCounts(changes) || "no images"}\n`
          : lockUpToDate(file, state.lock),
      );
    }
    return exitCodes.done;
  },
});

/** @returns the exit code */
function check(
  { path, text, lock, misfits }: LockState,
  project: Project,
  { flags: { format = "text" }, settings }: Call<Values<typeof flags>>,
  { out, cwd }: ProcessContext,
): number {
  const file = posix.relative(cwd, path);
  if (text === undefined)
    throw new WindlassError("lock-not-found", `there is no lock file ${file}`, {
      hint: "make it with `windlass lock`",
    });
  const sources = new Map([...project.sources, [path, text]]);
  const view = { paint: settings.paintOut, cwd, columns: out.columns };
  out.write(reportText(format, { diagnostics: misfits, sources }, view));
  if (format === "text")
    out.write(
      misfits.length === 0
        ? `${file} fits the project: ${plural(lock.size, "image")}\n`
        : `\n${file} does not fit the project: ${plural(misfits.length, "error")}\n`,
    );
  return misfits.length === 0 ? exitCodes.done : exitCodes.failed;
}
