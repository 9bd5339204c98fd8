/** `windlass update`: shows which digests of the lock file have changed on the registries, and writes the new ones. */
import { posix } from "node:path";
import { WindlassError } from "../../core/errors.ts";
import { type LockChange, type LockState, lockChanges, lockState } from "../../index.ts";
import { command, type Definition } from "../args/command.ts";
import { choice, flag } from "../args/flags.ts";
import { services } from "../args/operands.ts";
import { isYes } from "../args/settings.ts";
import { lockDigests } from "../config/registry-digests.ts";
import { saveLock } from "../config/save-lock.ts";
import { exitCodes } from "../process/exit-codes.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { lockCounts, lockJson, lockLines, lockUpToDate } from "../render/lock.ts";
import { checkNames, loadContextOf, wholeProject } from "../session.ts";

export const update: Definition = command({
  exitStatus: "0 if the lock file is up to date now, 1 if you decline or an image cannot be looked up",
  examples: [
    ["windlass update", "show new digests, and ask before writing them"],
    ["windlass update -y web", "write the new digests of web without asking"],
  ],
  operands: services,
  flags: {
    yes: flag("-y, --yes", "write the lock file without asking"),
    format: choice("--format <format>", ["text", "json"], "output format: text or json (default text)"),
  },
  async run(call, context) {
    const { flags, globals, settings } = call;
    const { out, cwd } = context;
    const isJson = flags.format === "json";
    if (isJson && !flags.yes && !globals.dryRun)
      throw new WindlassError("usage", "--format json needs --yes or --dry-run", {
        hint: "there is no question in the middle of JSON",
      });
    const project = await wholeProject(call, context);
    checkNames(call.services, [...project.services.keys()]);
    const state = await lockState(project, loadContextOf(call, context));
    const file = posix.relative(cwd, state.path);
    if (state.text === undefined)
      throw new WindlassError("lock-not-found", `there is no lock file ${file}`, {
        hint: "make it with `windlass lock`",
      });
    const meant = state.uses.filter(({ service }) => call.services.length === 0 || call.services.includes(service));
    const found = await lockDigests(meant, project, call, context);
    const { changes, text } = await lockChanges(withAllUsed(state), found, context.wallMs());
    const news = changes.filter(({ kind }) => kind !== "kept");
    if (!isJson) out.write(lockLines(changes, settings.paintOut));
    const isMeant = news.length > 0 && !globals.dryRun && (flags.yes || (await asked(file, context)));
    if (isMeant) await saveLock(state.path, text, context);
    if (isJson) out.write(lockJson(state, changes, isMeant));
    else if (news.length === 0) out.write(lockUpToDate(file, state.lock));
    else if (globals.dryRun) out.write(`Would write ${file}: ${lockCounts(changes)}\n`);
    else out.write(isMeant ? written(file, changes, news, state) : `Not written: ${file}\n`);
    return news.length > 0 && !isMeant && !globals.dryRun ? exitCodes.failed : exitCodes.done;
  },
});

/** What no service uses stays: `lock` removes it. */
const withAllUsed = ({ lock, uses }: LockState): Pick<LockState, "lock" | "uses"> => ({
  lock,
  uses: [...uses, ...[...lock.keys()].map((image) => ({ image, service: "", path: [] }))],
});

async function asked(file: string, { err, answer, interrupts }: ProcessContext): Promise<boolean> {
  err.write(`Write ${file}? [y/N] `);
  const yes = isYes((await answer(interrupts.first)).trim());
  if (!err.isTTY) err.write("\n");
  return yes;
}

function written(
  file: string,
  changes: readonly LockChange[],
  news: readonly LockChange[],
  { uses }: LockState,
): string {
  const images = new Set(news.flatMap(({ image, kind }) => (kind === "moved" || kind === "added" ? [image] : [])));
  const affected = [...new Set(uses.filter(({ image }) => images.has(image)).map(({ service }) => service))].sort();
  const next = affected.length > 0 ? `Apply it with: windlass up -d --locked ${affected.join(" ")}\n` : "";
  return `Wrote ${file}: ${lockCounts(changes)}\n${next}`;
}
