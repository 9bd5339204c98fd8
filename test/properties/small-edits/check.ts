/** One small edit, from the first `up` to `down`: everything that does not hold, each thing with a class. */
import { WindlassError } from "../../../src/core/errors.ts";
import { isUp } from "../../../src/engine/container-state.ts";
import { labels } from "../../../src/engine/labels.ts";
import { factsOf } from "../../../src/planner/plan/condition.ts";
import type { UpOptions } from "../../../src/planner/plan/options.ts";
import type { Plan } from "../../../src/planner/plan/plan.ts";
import type { Project } from "../../../src/spec/project.ts";
import { unordered } from "../../support/plan-order.ts";
import { planDownOf, planOf, projectOf, type Ran, run } from "../../support/scenario.ts";
import { type Edit, edited } from "./edits.ts";
import { composeOf, flow, plainFile } from "./model.ts";
import { type OptionName, optionsOf } from "./options.ts";
import { type Asked, undeclared } from "./oracle.ts";
import { copyOf, happen, hostOf, type Mishap, newSituation, quickClock, type Situation } from "./situation.ts";

export interface Example {
  readonly services: number;
  readonly before: readonly Edit[];
  readonly mishaps: readonly Mishap[];
  readonly edits: readonly Edit[];
  readonly options: readonly OptionName[];
  readonly parallel: boolean;
  /** Of the order in which calls take turns. */
  readonly seed: number;
  /** The call at which the run is killed, and whether it still has its effect. */
  readonly kill: number;
  readonly lost: boolean;
}

export interface Failure {
  readonly class: string;
  readonly detail: string;
}

export interface Checked {
  readonly failures: readonly Failure[];
  /** Whatever was reached: `operation start-container`, `edit image`, … */
  readonly reached: readonly string[];
  /** Why the file could not be loaded, or the first `up` not be made. */
  readonly discarded?: string;
  /** File, mishap, file, options: all that it takes to see it again. */
  readonly story: string;
}

/**
 * Why a plan may be refused, and when that is right. Everything else that an example asks for can be done.
 */
const refusals: Readonly<Record<string, (example: Example) => boolean>> = {
  // An orphan that stays may hold what is asked for.
  "name-taken": ({ options }) => !options.includes("removeOrphans"),
  "port-taken": ({ options }) => !options.includes("removeOrphans") || options.includes("noRecreate"),
  // It may have the volume that is to be replaced.
  "resource-in-use": ({ options }) => options.includes("replaceVolumes") && !options.includes("removeOrphans"),
  "duplicate-address": ({ options }) => !options.includes("removeOrphans"),
  "address-unusable": ({ options }) => !options.includes("removeOrphans") || options.includes("noRecreate"),
  // What stays shares with what the file has start after it.
  "dependency-cycle": ({ options }) => options.includes("noRecreate"),
};

export async function check(example: Example): Promise<Checked> {
  const failures: Failure[] = [];
  const reached: string[] = example.options.map((name) => `option ${name}`);
  const fail = (name: string, detail: string): void => void failures.push({ class: name, detail });
  const a = edited(plainFile(example.services), example.before);
  const b = edited(a, example.edits, (kind) => reached.push(`edit ${kind}`));
  const options = optionsOf(example.options, b);
  const happened: string[] = [];
  const story = (): string =>
    [
      `A:  ${flow(composeOf(a))}`,
      ...happened.map((words) => `    ${words}`),
      `B:  ${flow(composeOf(b))}`,
      `    ${flow(options.all)}`,
    ].join("\n");
  const end = (discarded?: string): Checked => ({ failures, reached, story: story(), ...(discarded && { discarded }) });

  const projects = await Promise.all([a, b].map((file) => projectOf(JSON.stringify(composeOf(file))))).catch(String);
  if (typeof projects === "string") return end(projects);
  const [first, project] = projects as [Project, Project];
  const situation = newSituation();
  const made = await attempt(first, situation, {}, { parallel: 1 });
  if (made.failed !== undefined) {
    fail(`first up: ${made.failed}`, made.detail);
    return end();
  }
  for (const mishap of example.mishaps) {
    const words = await happen(situation, mishap);
    if (words !== undefined) {
      happened.push(words);
      reached.push(`mishap ${mishap.kind}`);
    }
  }

  const snapshot = await situation.engine.snapshot({ project: "shop", images: [] });
  const plan = await planned(() => planOf(project, situation.engine, options.all));
  if (typeof plan === "string") {
    if (!isJustified(plan)) fail(plan.split("\n")[0] ?? "", plan);
    reached.push("refused");
    return end();
  }
  reached.push(...classesOf(plan));
  const again = await planOf(project, situation.engine, options.all);
  if (JSON.stringify(again) !== JSON.stringify(plan)) fail("two plans of one state differ", "");
  for (const { what, steps } of unordered(plan, snapshot)) {
    const kinds = steps.map(({ operation }) => operation.kind).sort();
    fail(`unordered on a ${what}: ${kinds.join(" | ")}`, steps.map(({ id }) => `"${id}"`).join(" and "));
  }

  const parallel = example.parallel ? Number.POSITIVE_INFINITY : 1;
  const lasting = optionsOf(
    example.options.filter((name) => name === "removeOrphans" || name === "scale"),
    b,
  );
  const asked: Asked = { removeOrphans: options.all.removeOrphans ?? false };
  const file = options.scaled;
  const old = new Map(
    [...situation.engine.containers.values()]
      .filter(({ status }) => isUp(status))
      .map(({ id, config }) => [id, config.labels[labels.service] ?? ""]),
  );

  const after = copyOf(situation);
  after.engine.takeTurns(example.seed);
  const result = await ranWell(plan, project, after, parallel);
  const calls = after.engine.calls.length;
  if (result.failed !== undefined) fail(`run: ${result.failed}`, result.detail);
  else await afterwards(after, "", { ...asked, before: old });
  if (example.kill > 0 && calls > 0) await killed();
  return end();

  function isJustified(refused: string): boolean {
    const code = /^refused: (\S+)/.exec(refused)?.[1];
    return code !== undefined && refusals[code]?.(example) === true;
  }

  /** What holds once a run has ended well. */
  async function afterwards(there: Situation, when: string, expected: Asked): Promise<void> {
    let { before } = expected;
    if (options.isPartial) {
      const rest = await attempt(project, there, lasting.all, { parallel });
      if (rest.failed !== undefined && isJustified(rest.failed)) return;
      if (rest.failed !== undefined) return fail(`${when}up after ${options.partly}: ${rest.failed}`, rest.detail);
      before = undefined;
    }
    const { before: _, ...others } = expected;
    for (const [what, detail] of undeclared(file, there, { ...others, ...(before && { before }) }))
      fail(`${when}oracle: ${what}`, detail);
    await nothingMore(there, when);
    await allGone(there, when);
  }

  async function nothingMore(there: Situation, when: string): Promise<void> {
    const next = await planned(() => planOf(project, there.engine, lasting.all));
    if (typeof next === "string") return fail(`${when}second plan: ${next.split("\n")[0]}`, next);
    const isJob = (service: string | undefined): boolean => file.services[service ?? ""]?.job === true;
    const always: ReadonlySet<string> = new Set(["pull-image", "build-image", "run-provider", "join"]);
    const extra = next.steps.filter(
      ({ operation, onlyIf, resource }) =>
        !onlyIf && !always.has(operation.kind) && !operation.kind.startsWith("wait-") && !isJob(resource.service),
    );
    for (const { operation, id, reason } of extra)
      fail(`${when}second plan has a ${operation.kind}`, `${id}: ${reason.code}`);
    if (extra.length > 0) return;
    const runs = (): string =>
      JSON.stringify(
        [...there.engine.containers.values()]
          .filter(({ config }) => !isJob(config.labels[labels.service]))
          .map(({ id, status, name }) => [id, status.startedAt, name]),
      );
    const now = runs();
    const second = await ranWell(next, project, there, parallel);
    if (second.failed !== undefined) fail(`${when}second run: ${second.failed}`, second.detail);
    else if (runs() !== now) fail(`${when}second run changes containers`, `${now} ${runs()}`);
  }

  async function allGone(there: Situation, when: string): Promise<void> {
    const listed = await there.engine.snapshot({ project: "shop", images: [] });
    const goes = await planned(() => planDownOf(project, there.engine, { volumes: true, removeOrphans: true }));
    if (typeof goes === "string") return fail(`${when}down: ${goes.split("\n")[0]}`, goes);
    for (const { what, steps } of unordered(goes, listed)) {
      const kinds = steps.map(({ operation }) => operation.kind).sort();
      fail(`${when}down, unordered on a ${what}: ${kinds.join(" | ")}`, steps.map(({ id }) => `"${id}"`).join(" and "));
    }
    const gone = await ranWell(goes, project, there, parallel);
    if (gone.failed !== undefined) return fail(`${when}down: ${gone.failed}`, gone.detail);
    const { containers, networks, volumes } = there.engine;
    const left = [...containers.values(), ...networks.values()].map(({ name }) => name);
    const own = [...volumes.values()].filter(
      ({ name, labels: own }) => name.startsWith("shop") || own[labels.ownProject] === "shop",
    );
    if (left.length > 0) fail(`${when}down leaves something`, left.join(", "));
    if (own.length > 0) fail(`${when}down -v leaves volumes`, own.map(({ name }) => name).join(", "));
  }

  /** The run ends at a call; the next `up` arrives all the same. */
  async function killed(): Promise<void> {
    const there = copyOf(situation);
    there.engine.takeTurns(example.seed);
    there.engine.callsLeft = example.lost ? ((example.kill - 1) % calls) + 1 : (example.kill - 1) % calls;
    there.engine.losesLast = example.lost;
    const at = `killed ${example.lost ? "during" : "after"} call ${there.engine.callsLeft} of ${calls}`;
    await ranWell(plan as Plan, project, there, parallel);
    there.engine.callsLeft = Number.POSITIVE_INFINITY;
    there.engine.losesLast = false;
    const did = there.engine.calls.join("; ");
    there.engine.calls.length = 0;
    const count = failures.length;
    const next = await attempt(project, there, lasting.all, { parallel });
    if (next.failed !== undefined) {
      if (!isJustified(next.failed)) fail(`killed: next up: ${next.failed}`, next.detail);
    } else {
      for (const [what, detail] of undeclared(file, there, asked)) fail(`killed: oracle: ${what}`, detail);
      await nothingMore(there, "killed: ");
    }
    for (const [i, failure] of failures.entries())
      if (i >= count) failures[i] = { ...failure, detail: `${failure.detail}\n    ${at}: ${did}` };
  }
}

interface Attempt {
  /** Its class. */
  readonly failed?: string;
  readonly detail: string;
}

async function attempt(
  project: Project,
  situation: Situation,
  options: Partial<UpOptions>,
  { parallel }: { readonly parallel: number },
): Promise<Attempt> {
  const plan = await planned(() => planOf(project, situation.engine, options));
  return typeof plan === "string"
    ? { failed: plan.split("\n")[0] ?? "", detail: plan }
    : ranWell(plan, project, situation, parallel);
}

/** The plan, or the class of what was thrown with its whole text. */
async function planned(plan: () => Promise<Plan>): Promise<Plan | string> {
  try {
    return await plan();
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const details = error instanceof WindlassError ? error.diagnostics.map((each) => each.message).join("\n") : "";
    return error instanceof WindlassError
      ? `refused: ${error.code}\n${message}\n${details}`
      : `the planner crashes: ${anonymous(message).slice(0, 60)}\n${message}`;
  }
}

const patienceMs = 4_000;

async function ranWell(plan: Plan, project: Project, situation: Situation, parallel: number): Promise<Attempt> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), patienceMs);
  });
  try {
    const ran: Ran | "late" = await Promise.race([
      run(plan, situation.engine, parallel, project, { clock: quickClock, host: hostOf(situation) }),
      late,
    ]);
    if (ran === "late") return { failed: "it never ends", detail: "" };
    const [failure] = ran.report.failures;
    if (failure === undefined) return { detail: "" };
    const kind = plan.steps.find(({ id }) => id === failure.step)?.operation.kind;
    return {
      failed: `${kind} fails: ${failure.code}, ${anonymous(failure.message)}`,
      detail: `${failure.step}: ${failure.message}`,
    };
  } catch (error) {
    return { failed: `the run crashes: ${anonymous(String(error)).slice(0, 60)}`, detail: String(error) };
  } finally {
    clearTimeout(timer);
  }
}

/** Without the names that tell two failures of one class apart. */
const anonymous = (text: string): string =>
  text
    .replace(/[0-9a-f]{64}/g, "ID")
    .replace(/wait for each other: .*/s, "wait for each other")
    .replace(/[0-9a-f]{12}_/g, "")
    .replace(/"[^"]*"/g, '"…"')
    .replace(/shop[-_][\w-]+|name\d|\b10\.8\.\d+\.\d+|built-\w+/g, "…")
    .slice(0, 90);

/** Kinds of what a plan holds. */
function classesOf(plan: Plan): string[] {
  const conditions = plan.steps.flatMap((step) => step.onlyIf ?? []);
  return [
    ...plan.steps.map(({ operation }) => `operation ${operation.kind}`),
    ...plan.verdicts.map(({ action }) => `verdict ${action}`),
    ...conditions.map(({ kind }) => `condition ${kind}`),
    ...conditions.flatMap(factsOf).map(({ kind }) => `condition ${kind}`),
  ];
}
