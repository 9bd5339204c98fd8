/**
 * `up` in front of a terminal: the plan runs while the containers' output is shown; it lasts until all have ended, one
 * has that decides, or the user has had enough. Then everything is stopped through a plan of its own, unless the user detaches.
 */
import { type Event, type Plan, type Project, planStop } from "../../index.ts";
import { exitCodes } from "../process/exit-codes.ts";
import { eraseEcho } from "../process/output.ts";
import { chooseRenderer } from "../render/choose.ts";
import { Screen } from "../render/screen.ts";
import { containersUp, statusTable } from "./how-it-ended.ts";
import { openMenu, type Shortcut } from "./menu.ts";
import { type Outcome, tellOutcome } from "./outcome.ts";
import { Reading, type ReadOptions } from "./reading.ts";
import { type PlanRun, runPlan, throwUnlessDone } from "./run-plan.ts";

export interface AttachOptions extends ReadOptions {
  readonly graceSeconds: number | undefined;
  /** Whether keys do something, where there is a terminal for it. */
  readonly menu: boolean;
}

type Run = Omit<PlanRun, "renderer">;

/** @returns the exit code */
export async function upAttached(project: Project, plan: Plan, run: Run, options: AttachOptions): Promise<number> {
  const { context, settings } = run;
  const { interrupts, out, err } = context;
  const screen = new Screen(err);
  const renderer = await chooseRenderer(settings, context, screen);
  const reading = new Reading(project, plan, run, options, renderer);
  const detached = new AbortController();
  const closeMenu = hasMenu(run, options) ? openUpMenu(project, run, screen, reading, detached) : () => {};
  try {
    await reading.listening;
    const enough = AbortSignal.any([interrupts.first, reading.decided, out.broken]);
    const hear = (event: Event): void => reading.hear(event);
    const ran = await runPlan(plan, { ...run, renderer, signal: enough, hear: both(hear, reading.hooksOf(plan)) });
    if (ran.report.outcome === "failed") throwUnlessDone(plan, ran);
    reading.endWithContainers();
    await Promise.race([reading.over, aborted(enough), aborted(detached.signal)]);
    closeMenu();
    if (detached.signal.aborted && !enough.aborted) {
      await reading.leave();
      await tellDetached(project, ran.outcome, run);
      return exitCodes.done;
    }
    let stopped: Outcome | undefined;
    if (enough.aborted) {
      if (interrupts.first.aborted) {
        eraseEcho(out, settings.steers);
        out.write("Gracefully Stopping... press Ctrl+C again to force\n");
      }
      stopped = await stopAll(project, run, options, reading);
    }
    await reading.finish();
    if (interrupts.first.aborted) {
      if (stopped) tellOutcome(stopped, run);
      return interrupts.exitCode();
    }
    out.broken.throwIfAborted();
    return reading.exitCode();
  } finally {
    closeMenu();
    await reading.leave();
  }
}

/** Only where all that is shown is on one terminal, which is drawn on anyway. */
const hasMenu = ({ context: { out, terminal }, settings }: Run, { menu }: AttachOptions): boolean =>
  menu && out.isTTY && terminal.isTTY && settings.progress === "live" && settings.steers;

/** @param detached aborted when the user has seen enough of it @returns how to close it */
function openUpMenu(
  project: Project,
  { engine, context, settings }: Run,
  screen: Screen,
  reading: Reading,
  detached: AbortController,
): () => void {
  const { err, interrupts } = context;
  const showStatus = async (): Promise<void> => {
    const look = { columns: err.columns, signal: interrupts.first };
    // An engine that does not answer is reported by whoever reads the output.
    const text = await statusTable(project, engine, look).catch(() => "");
    reading.print(text, "stderr");
  };
  const detach = (): void => {
    if (detached.signal.aborted) return;
    if (!reading.endsWithContainers) reading.print("Detaching as soon as everything has started\n", "stderr");
    detached.abort();
  };
  const shortcuts: readonly Shortcut[] = [
    { key: "v", text: "View status", press: () => void showStatus() },
    { key: "d", text: "Detach", press: detach },
  ];
  return openMenu(shortcuts, screen, context, settings.paintErr);
}

/** The containers stay as they are. */
async function tellDetached({ name }: Project, outcome: Outcome, run: Run): Promise<void> {
  const { engine, context } = run;
  const { containers } = await engine.snapshot({ project: name, images: [] }, context.interrupts.first);
  outcome.see(containers);
  context.err.write("Detached: the containers keep running. See their output with: windlass logs -f\n");
  tellOutcome(outcome, run);
}

/**
 * The named services' containers, or all of the project; the second Ctrl-C kills those that are still up.
 * @returns what stands then, unless they were killed
 */
async function stopAll(
  project: Project,
  run: Run,
  { graceSeconds }: AttachOptions,
  reading: Reading,
): Promise<Outcome | undefined> {
  const { engine, context, settings } = run;
  const { second } = context.interrupts;
  try {
    const grace = graceSeconds === undefined ? {} : { graceSeconds };
    const services = [...project.selected];
    const plan = await planStop(project, { services, ...grace, hooksMustSucceed: false }, { engine, signal: second });
    const renderer = await chooseRenderer(settings, context);
    reading.printOn(renderer);
    const ran = await runPlan(plan, { ...run, signal: second, renderer, hear: reading.hooksOf(plan) });
    if (!second.aborted) {
      throwUnlessDone(plan, ran);
      return ran.outcome;
    }
  } catch (error) {
    if (!second.aborted) throw error;
  }
  if (second.aborted) await killAll(project, run);
  return undefined;
}

const killMs = 5_000;

async function killAll(project: Project, { engine }: Run): Promise<void> {
  const signal = AbortSignal.timeout(killMs);
  const meant = project.selected.size > 0 ? project.selected : project.services.keys();
  const up = await containersUp(project, new Set<string>(meant), engine, signal);
  await Promise.allSettled(up.map(({ id }) => engine.killContainer(id, "SIGKILL", signal)));
}

const both =
  (...listeners: readonly ((event: Event) => void)[]) =>
  (event: Event): void => {
    for (const listener of listeners) listener(event);
  };

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
