/**
 * `depends_on` as what a start needs. A wait becomes a step only where somebody needs it and it is not fulfilled already, so
 * an unchanged project waits for nothing.
 */
import type { ServiceName, StepId } from "../../core/ids.ts";
import type { Reason } from "../../core/reason.ts";
import type { Healthcheck } from "../../engine/container-config.ts";
import type { ImageFact } from "../../engine/port.ts";
import type { Dependency, Service } from "../../spec/project.ts";
import type { Draft } from "../plan/draft.ts";
import { type Key, keys, type Need, need } from "../plan/needs.ts";
import type { Operation } from "../plan/operation.ts";
import { withImageDefaults } from "../wanted/defaults.ts";
import { sharesOf } from "../wanted/sharing.ts";
import type { Placed } from "./placed.ts";
import { questionOf } from "./probe.ts";
import { replicaSubject } from "./slots/turn.ts";

export class Conditions {
  readonly #draft: Draft;
  readonly #placed: (name: ServiceName) => readonly Placed[];
  readonly #imageOf: (service: Service) => ImageFact | undefined;
  readonly #waits = new Map<string, StepId>();

  constructor(
    draft: Draft,
    placed: (name: ServiceName) => readonly Placed[],
    imageOf: (service: Service) => ImageFact | undefined,
  ) {
    this.#draft = draft;
    this.#placed = placed;
    this.#imageOf = imageOf;
  }

  /** What the service's start needs. A dependency that is not required may end as it likes. */
  of(service: Service): readonly Need[] {
    const models = [...service.models.keys()].map((key) => need(keys.model(key)));
    const owners = new Set(sharesOf(service).flatMap(({ owner }) => (owner.kind === "service" ? [owner.name] : [])));
    const services = [...service.dependsOn].flatMap(([name, dependency]): Need[] => {
      // There is nothing to share with an owner that is not there.
      const required = dependency.required || owners.has(name);
      return [...this.#met(name, { ...dependency, required })].map((key) =>
        required ? { key } : { key, however: true },
      );
    });
    return [...models, ...services];
  }

  /** What `--wait` promises of a service: healthy or answering if it has a check, else running. */
  promise({ replica }: Placed): void {
    const { service } = replica;
    if (service.ready || this.#hasCheck(service, replica)) this.#healthy(service, { required: true });
    // Whose end is waited for need not run by then.
    else if (!this.#waits.has(`wait-completed ${replica.wanted.name}`))
      this.#wait(replica, "wait-running", keys.running(service.name), { code: "flag", flag: "--wait" });
  }

  /** The condition as one thing to need, with the waits that give it; a provider has met every condition once it has run. */
  #met(name: ServiceName, { condition, required }: Dependency): ReadonlySet<Key> {
    const placed = this.#placed(name);
    const started = keys.started(name);
    const [first] = placed;
    if (first === undefined || condition === "service_started") return new Set([started]);
    const { service } = first.replica;
    if (condition === "service_completed_successfully") {
      const reason: Reason = { code: required ? "needed" : "optional" };
      for (const { replica } of placed) this.#wait(replica, "wait-completed", keys.completed(name), reason);
      return new Set([keys.completed(name)]);
    }
    // What can't come true is told by the checks: an error where it is required.
    const isKnown = this.#imageOf(service) !== undefined || first.replica.wanted.config.healthcheck !== undefined;
    if (!required && !service.ready && isKnown && !this.#hasCheck(service, first.replica)) return new Set([started]);
    this.#healthy(service, { required });
    return new Set([keys.healthy(name)]);
  }

  #healthy(service: Service, { required }: Pick<Dependency, "required">): void {
    const reason: Reason = { code: required ? "needed" : "optional" };
    const kind = service.ready ? "wait-ready" : "wait-healthy";
    for (const placed of this.#placed(service.name))
      if (service.ready || !isHealthyNow(placed)) this.#wait(placed.replica, kind, keys.healthy(service.name), reason);
  }

  #wait(replica: Placed["replica"], kind: Wait, key: Key, reason: Reason): void {
    const { service, wanted } = replica;
    const { label, resource } = replicaSubject(replica);
    const id = `${kind} ${wanted.name}`;
    const known = this.#waits.get(id);
    if (known !== undefined) {
      if (reason.code !== "optional") this.#draft.require(known);
      return;
    }
    const ref = this.#placed(service.name).find((placed) => placed.replica.wanted.name === wanted.name)?.ref;
    if (ref === undefined) return;
    const step = this.#draft.add({
      id: `wait until ${label} ${waits[kind]}`,
      needs: [need(keys.started(`container ${wanted.name}`))],
      gives: [key],
      operation: this.#operation(replica, ref, kind),
      resource,
      reason,
      ...(reason.code === "optional" && { mayFail: true }),
    });
    this.#waits.set(id, step);
  }

  #operation(replica: Placed["replica"], container: Placed["ref"], kind: Wait): Operation {
    const { ready } = replica.service;
    if (kind === "wait-ready" && ready) return { kind, container, question: questionOf(ready) };
    const limitMs = kind === "wait-healthy" ? limitOf(this.#check(replica.service, replica)) : undefined;
    if (kind === "wait-healthy" && limitMs !== undefined) return { kind, container, limitMs };
    return { kind: kind as Exclude<Wait, "wait-ready">, container };
  }

  #check(service: Service, { wanted }: Placed["replica"]): Healthcheck | undefined {
    const image = this.#imageOf(service);
    return (image ? withImageDefaults(wanted.config, image) : wanted.config).healthcheck;
  }

  #hasCheck(service: Service, replica: Placed["replica"]): boolean {
    return checks(this.#check(service, replica));
  }
}

const waits = {
  "wait-healthy": "is healthy",
  "wait-ready": "is ready",
  "wait-completed": "has completed",
  "wait-running": "is running",
} as const;

type Wait = keyof typeof waits;

/** It goes on as it does, and is healthy already. */
const isHealthyNow = ({ replica: { fate }, replaced, begins }: Placed): boolean =>
  replaced === "never" &&
  begins === "never" &&
  fate.kind === "live" &&
  fate.differences.connect.length === 0 &&
  fate.live.status.health === "healthy" &&
  fate.live.status.state === "running";

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
