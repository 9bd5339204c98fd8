/** The output of a project's containers on the screen while a plan of `up` runs and after it, and what is learnt from their ends. */
import { WindlassError } from "../../core/errors.ts";
import { type Event, type Followed, follow, type Plan, type Project } from "../../index.ts";
import { cutTexts, exitText, LogFormat, ofOneStream } from "../render/log-lines.ts";
import type { Renderer } from "../render/renderer.ts";
import { uncoloured } from "../terminal/paint.ts";
import { hookOutput } from "./hook-output.ts";
import { containersUp, summaryText } from "./how-it-ended.ts";
import { OwnEnds } from "./own-ends.ts";
import type { PlanRun } from "./run-plan.ts";

export interface ReadOptions {
  /** Which end of a container stops all. */
  readonly abortOn: "never" | "exit" | "failure";
  readonly exitCodeFrom: string | undefined;
  /** Services whose output is printed. */
  readonly shown: ReadonlySet<string>;
  /** Services whose ends decide; when all of these have ended, it is over. */
  readonly awaited: ReadonlySet<string>;
  readonly prefix: boolean;
  readonly colour: boolean;
  readonly timestamps: boolean;
}

type Run = Omit<PlanRun, "renderer">;

export class Reading {
  /** Everything that starts from here on is shown from its first line. */
  readonly listening: Promise<void>;
  /** Nothing is up any more, or nobody listens. */
  readonly over: Promise<void>;
  readonly #project: Project;
  readonly #run: Run;
  readonly #options: ReadOptions;
  #renderer: Renderer;
  readonly #format: { readonly stdout: LogFormat; readonly stderr: LogFormat };
  /** What the plan itself ends decides nothing. */
  readonly #ownEnds: OwnEnds;
  /** Services whose good end others wait for: where one service's code is asked for, that end decides nothing. */
  readonly #jobs: ReadonlySet<string>;
  readonly #decided = new AbortController();
  readonly #containersDecide = new AbortController();
  readonly #stop = new AbortController();
  readonly #heard = Promise.withResolvers<void>();
  /** Name → how it ended last. */
  readonly #ends = new Map<string, { readonly service: string; readonly code: number }>();
  #decidingCode: number | undefined;

  constructor(project: Project, plan: Plan, run: Run, options: ReadOptions, renderer: Renderer) {
    this.#renderer = renderer;
    this.#project = project;
    this.#run = run;
    this.#options = options;
    const { out } = run.context;
    this.#jobs = new Set(
      [...project.services.values()].flatMap(({ dependsOn }) =>
        [...dependsOn].flatMap(([name, { condition }]) =>
          condition === "service_completed_successfully" ? [name] : [],
        ),
      ),
    );
    const names = attachedNames(project, options.shown);
    this.#format = { stdout: this.#newFormat("stdout", names), stderr: this.#newFormat("stderr", names) };
    this.#ownEnds = new OwnEnds(plan);
    if (names.length > 0) out.write(`Attaching to ${names.join(", ")}\n`);
    this.listening = this.#heard.promise;
    this.over = this.#read();
    this.over.then(this.#heard.resolve, this.#heard.reject);
  }

  /** What is shown at the same time: containers' lines go above it. */
  printOn(renderer: Renderer): void {
    this.#renderer = renderer;
  }

  /** What the plan that runs meanwhile does. */
  hear(event: Event): void {
    this.#ownEnds.hear(event);
  }

  /** What hooks of a plan write stands among the output of the services that are shown. */
  hooksOf(plan: Plan): (event: Event) => void {
    return hookOutput(plan, this.#run.context.wallMs, ({ service, name, line }) => {
      if (this.#options.shown.has(service)) this.print(this.#format.stdout.lines(name, [line]));
    });
  }

  #newFormat(stream: "stdout" | "stderr", names: readonly string[]): LogFormat {
    const { context, settings } = this.#run;
    const { prefix, timestamps, colour } = this.#options;
    const isOut = stream === "stdout";
    const paint = isOut ? settings.paintOut : settings.paintErr;
    const { isTTY } = isOut ? context.out : context.err;
    return new LogFormat({ prefix, timestamps, spares: isTTY, paint: colour ? paint : uncoloured }, names);
  }

  /** Text among the output of the containers. */
  print(content: string | Uint8Array, stream: "stdout" | "stderr" = "stdout"): void {
    this.#renderer.print(content, stream);
  }

  /** Aborted when the end of a container decides that all is to be stopped. */
  get decided(): AbortSignal {
    return this.#decided.signal;
  }

  /** Whether it is over when no container is up. */
  get endsWithContainers(): boolean {
    return this.#containersDecide.signal.aborted;
  }

  /** From now on it is. */
  endWithContainers(): void {
    this.#containersDecide.abort();
  }

  /** Reads what is left after everything was stopped. */
  async finish(): Promise<void> {
    this.endWithContainers();
    const { clock, interrupts } = this.#run.context;
    const patience = interrupts.second.aborted ? 500 : 10_000;
    await Promise.race([this.over, clock.sleep(patience, this.#stop.signal).catch(() => {})]);
    await this.leave();
    if (!interrupts.first.aborted) await this.#summarize();
  }

  /** Stops reading whatever there is. */
  async leave(): Promise<void> {
    this.#stop.abort(new Error("reading has ended"));
    await this.over.catch(() => {});
  }

  exitCode(): number {
    const { exitCodeFrom } = this.#options;
    if (exitCodeFrom === undefined) return this.#decidingCode ?? 0;
    const ends = [...this.#ends.values()].filter(({ service }) => service === exitCodeFrom);
    const code = ends.find((end) => end.code !== 0)?.code ?? ends[0]?.code;
    if (code === undefined)
      throw new WindlassError(
        "start-failed",
        `no container of service ${exitCodeFrom} exited, so there is no exit code`,
      );
    return code;
  }

  async #read(): Promise<void> {
    const { engine, context } = this.#run;
    const { shown, awaited } = this.#options;
    const options = {
      project: this.#project.name,
      interest: ({ service }: { readonly service: string }) =>
        interests[shown.has(service) ? "shown" : "unseen"][awaited.has(service) ? "awaited" : "unawaited"],
      before: "none",
      untilAllEnded: this.#containersDecide.signal,
    } as const;
    try {
      for await (const batch of follow(engine, options, context.clock, this.#stop.signal)) {
        for (const item of batch) this.#show(item);
        // A reader that went away ends the command elsewhere; what comes until then has nowhere to go.
        for (const output of [context.out, context.err]) await output.drained(this.#stop.signal).catch(() => {});
      }
    } catch (error) {
      if (!this.#stop.signal.aborted) throw error;
    }
  }

  #show(item: Followed): void {
    if (item.type === "listening") {
      this.#heard.resolve();
      return;
    }
    const { name, service, id } = item.container;
    for (const format of Object.values(this.#format)) format.meet(name);
    switch (item.type) {
      case "lines":
        for (const text of cutTexts(name, item.lines)) this.print(text, "stderr");
        for (const [stream, lines] of ofOneStream(item.lines))
          this.print(this.#format[stream].lines(name, lines), stream);
        return;
      case "unreadable":
        this.print(`${this.#format.stdout.name(name)}: ${item.why}\n`);
        return;
      case "started":
        this.#ownEnds.started(id);
        this.#ends.delete(name);
        return;
      case "exited":
        if (this.#ownEnds.has(id)) return;
        if (this.#options.shown.has(service))
          this.print(`${this.#format.stdout.name(name)} exited with ${exitText(item)}\n`);
        if (!this.#options.awaited.has(service)) return;
        this.#ends.set(name, { service, code: item.exitCode });
        this.#decide(service, item.exitCode);
    }
  }

  #decide(service: string, code: number): void {
    const { abortOn, exitCodeFrom } = this.#options;
    if (code === 0 && exitCodeFrom !== undefined && this.#jobs.has(service)) return;
    if (this.#decidingCode !== undefined || abortOn === "never" || (abortOn === "failure" && code === 0)) return;
    this.#decidingCode = code;
    this.#decided.abort(new Error("a container has ended"));
  }

  async #summarize(): Promise<void> {
    const { engine, context, settings } = this.#run;
    if (this.#ends.size === 0 || settings.progress === "quiet" || settings.progress === "json") return;
    const services = new Set<string>(this.#project.services.keys());
    const running = await containersUp(this.#project, services, engine, context.interrupts.first);
    const exitCodes = new Map([...this.#ends].map(([name, { code }]) => [name, code]));
    const text = summaryText(exitCodes, running.map(({ name }) => name).sort());
    context.err.write(`${settings.paintErr("dim", text)}\n`);
  }
}

const interests = {
  shown: { awaited: "read", unawaited: "show" },
  unseen: { awaited: "await", unawaited: "ignore" },
} as const;

/** `web-1`, as the containers of these services are going to be called. */
const attachedNames = (project: Project, shown: ReadonlySet<string>): string[] =>
  [...project.services.values()]
    .filter(({ name, provider }) => shown.has(name) && provider === undefined)
    .flatMap(({ name, containerName, replicas }) =>
      Array.from({ length: replicas }, (_, i) => containerName ?? `${name}${project.separator}${i + 1}`),
    )
    .toSorted();
