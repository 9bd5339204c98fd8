/**
 * `depends_on` as edges: what a start waits for. A wait becomes a step only where somebody needs it and it is not
 * fulfilled already, so an unchanged project waits for nothing.
 */
import type { ServiceName, StepId } from "../../core/ids.ts";
import type { Healthcheck } from "../../engine/container-config.ts";
import type { ImageFact } from "../../engine/port.ts";
import type { Dependency, Service } from "../../spec/project.ts";
import type { Draft } from "../plan/draft.ts";
import type { Operation } from "../plan/operation.ts";
import type { Step } from "../plan/plan.ts";
import { withImageDefaults } from "../wanted/defaults.ts";
import { questionOf } from "./ready.ts";
import type { Gates, Standings } from "./step-context.ts";

export class GateKeeper {
  readonly #draft: Draft;
  readonly #standings: ReadonlyMap<ServiceName, readonly Standings[]>;
  readonly #imageOf: (standing: Standings) => ImageFact | undefined;
  readonly #providers: ReadonlyMap<ServiceName, StepId>;
  readonly #models: ReadonlyMap<string, StepId>;
  readonly #waits = new Map<string, StepId>();

  constructor(
    draft: Draft,
    standings: ReadonlyMap<ServiceName, readonly Standings[]>,
    imageOf: (standing: Standings) => ImageFact | undefined,
    providers: ReadonlyMap<ServiceName, StepId> = new Map(),
    models: ReadonlyMap<string, StepId> = new Map(),
  ) {
    this.#providers = providers;
    this.#models = models;
    this.#draft = draft;
    this.#standings = standings;
    this.#imageOf = imageOf;
  }

  /** What the service's start waits for. A dependency that is not required may end as it likes. */
  gates(service: Service): Gates {
    const after = [...service.models.keys()].flatMap((key) => this.#models.get(key) ?? []);
    const afterEnd: StepId[] = [];
    for (const [name, dependency] of service.dependsOn) {
      const needs = (this.#standings.get(name) ?? []).flatMap((standing) => this.ready(standing, dependency));
      const provider = this.#providers.get(name);
      (dependency.required ? after : afterEnd).push(...needs, ...(provider === undefined ? [] : [provider]));
    }
    return { after, afterEnd };
  }

  /** Steps after which a container fulfils the condition; none where it does already. */
  ready(standing: Standings, { condition, required }: Pick<Dependency, "condition" | "required">): readonly StepId[] {
    const why = required ? needed : wished;
    switch (condition) {
      case "service_started":
        return standing.started;
      case "service_healthy":
        if (standing.replica.service.ready) return [this.#wait(standing, "wait-ready", "is ready", why)];
        if (this.#healthyNow(standing)) return [];
        // What can't come true is told by the preflight: an error where it is required.
        return !required && this.#hasNoCheck(standing)
          ? standing.started
          : [this.#wait(standing, "wait-healthy", "is healthy", why)];
      case "service_completed_successfully":
        return [this.#wait(standing, "wait-completed", "has completed", why)];
    }
  }

  /** The wait for what `--wait` promises of a service: healthy or ready if it has a check, else running. */
  up(standing: Standings): readonly StepId[] {
    if (standing.replica.service.ready) return [this.#wait(standing, "wait-ready", "is ready", needed)];
    if (this.#healthyNow(standing)) return [];
    const check = this.#check(standing);
    return checks(check)
      ? [this.#wait(standing, "wait-healthy", "is healthy", needed)]
      : [this.#wait(standing, "wait-running", "is running", { because: "--wait" })];
  }

  #wait(standing: Standings, kind: Wait, words: string, why: Why): StepId {
    const name = standing.ref.name;
    const key = `${kind} ${name}`;
    const known = this.#waits.get(key);
    if (known !== undefined) {
      if (!why.mayFail) this.#draft.require(known, why.because);
      return known;
    }
    const { service, number } = standing.replica;
    const id = this.#draft.add({
      id: `wait until ${service.containerName ?? `${service.name}-${number}`} ${words}`,
      after: standing.started,
      operation: this.#operation(standing, kind),
      resource: { kind: "container", name, service: service.name },
      ...why,
    });
    this.#waits.set(key, id);
    return id;
  }

  #operation(standing: Standings, kind: Wait): Operation {
    const container = standing.ref;
    const { ready } = standing.replica.service;
    if (kind === "wait-ready" && ready) return { kind, container, question: questionOf(ready) };
    const limitMs = kind === "wait-healthy" ? limitOf(this.#check(standing)) : undefined;
    if (kind === "wait-healthy" && limitMs !== undefined) return { kind, container, limitMs };
    return { kind: kind as Exclude<Wait, "wait-ready">, container };
  }

  #check(standing: Standings): Healthcheck | undefined {
    const image = this.#imageOf(standing);
    const config = standing.replica.wanted.config;
    return (image ? withImageDefaults(config, image) : config).healthcheck;
  }

  /** As far as that is known before its image is fetched. */
  #hasNoCheck(standing: Standings): boolean {
    const isKnown = this.#imageOf(standing) !== undefined || standing.replica.wanted.config.healthcheck !== undefined;
    return isKnown && !checks(this.#check(standing));
  }

  #healthyNow({ replica, started }: Standings): boolean {
    return replica.fate.kind === "keep" && started.length === 0 && replica.fate.live.status.health === "healthy";
  }
}

type Why = Pick<Step, "because" | "mayFail">;

const needed: Why = { because: "others depend on it" };
const wished: Why = { because: "others start after it, and without it if it fails", mayFail: true };

type Wait = "wait-healthy" | "wait-ready" | "wait-completed" | "wait-running";

/** Whether there is a check that can say "healthy". */
export const checks = (check: Healthcheck | undefined): boolean =>
  check?.test !== undefined && check.test.length > 0 && check.test[0] !== "NONE";

const second = 1e9;
/** Beyond what the engine itself allows, for an engine that is slow to say it. */
const slackMs = 30_000;

/**
 * The time in milliseconds by which the engine has said healthy or unhealthy: the start period, then as many probes as
 * it retries, one more for the probe under way, each at its interval and up to its timeout.
 */
export function limitOf(check: Healthcheck | undefined): number | undefined {
  if (check === undefined) return undefined;
  const probe = (check.interval || 30 * second) + (check.timeout || 30 * second);
  const probes = (check.retries || 3) + 1;
  return Math.ceil(((check.startPeriod ?? 0) + probes * probe) / 1e6) + slackMs;
}
