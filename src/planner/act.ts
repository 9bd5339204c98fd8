/** `kill`, `pause`, `unpause` and `rm`: what is done to each container that there is, without an order among them. */
import type { ErrorCode } from "../core/codes.ts";
import type { Diagnostic } from "../core/diagnostics.ts";
import { throwErrors } from "../core/errors.ts";
import type { Verb } from "../core/reason.ts";
import { isUp } from "../engine/container-state.ts";
import { isReplica } from "../engine/labels.ts";
import type { ContainerFact, ContainerState } from "../engine/port.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project } from "../spec/project.ts";
import { isHook, serviceOf } from "./compare/classify.ts";
import { removed } from "./containers/slots/changed.ts";
import { stopped } from "./containers/slots/stopped.ts";
import { byId, subjectOf } from "./containers/subject.ts";
import { observedStateOf } from "./containers/verdicts.ts";
import { finished } from "./finished.ts";
import { Draft } from "./plan/draft.ts";
import type { Operation } from "./plan/operation.ts";
import type { ActOptions, KillOptions, RemoveOptions } from "./plan/options.ts";
import type { Plan, Verdict } from "./plan/plan.ts";
import { fileOf, stopTurn } from "./stop.ts";

/** Sends a signal to what runs, one-off containers among it. */
export const planKill = (
  project: Project | string,
  observed: Observed,
  { signal, orphans, ...options }: KillOptions,
): Plan =>
  planEach(
    project,
    observed,
    { ...options, orphans },
    {
      verb: "kill",
      action: "stop",
      isMeant: ({ status }) => isUp(status),
      operation: (container) => ({ kind: "kill-container", container: byId(container), signal }),
    },
  );

/**
 * Pauses what runs of the services' own containers.
 * @throws WindlassError `already-paused` where nothing else is left of them
 */
export function planPause(project: Project | string, observed: Observed, options: ActOptions): Plan {
  const plan = planEach(project, observed, options, {
    verb: "pause",
    action: "change",
    isMeant: ({ status, labels }) => status.state === "running" && isReplica(labels),
    operation: (container) => ({ kind: "pause-container", container: byId(container) }),
  });
  refuseIfIdle(plan, project, observed, options, {
    code: "already-paused",
    state: "paused",
    what: "is already paused",
    hint: "resume it with `windlass unpause`",
  });
  return plan;
}

/**
 * Resumes what is paused of the services' own containers.
 * @throws WindlassError `not-paused` where they run, all of them
 */
export function planUnpause(project: Project | string, observed: Observed, options: ActOptions): Plan {
  const plan = planEach(project, observed, options, {
    verb: "unpause",
    action: "change",
    isMeant: ({ status, labels }) => status.state === "paused" && isReplica(labels),
    operation: (container) => ({ kind: "unpause-container", container: byId(container) }),
  });
  refuseIfIdle(plan, project, observed, options, {
    code: "not-paused",
    state: "running",
    what: "is not paused",
    hint: "see the states with `windlass ps`",
  });
  return plan;
}

/** Nothing is left to do since all are as they were to be, which docker's tools refuse. That there is none is no fault. */
function refuseIfIdle(
  { steps }: Plan,
  project: Project | string,
  { snapshot }: Observed,
  options: ActOptions,
  {
    code,
    state,
    what,
    hint,
  }: { readonly code: ErrorCode; readonly state: ContainerState; readonly what: string; readonly hint: string },
): void {
  if (steps.length > 0) return;
  const idle = meant(project, snapshot.containers, options).filter(
    ({ status, labels }) => status.state === state && isReplica(labels),
  );
  const diagnostics = idle.map(
    ({ name }): Diagnostic => ({ code, severity: "error", message: `container ${name} ${what}`, hint }),
  );
  throwErrors(diagnostics, new Map(), code);
}

/** Removes containers that are not up, or with `stop` all; one-off containers stay. */
export function planRemove(project: Project | string, { snapshot }: Observed, options: RemoveOptions): Plan {
  const draft = new Draft();
  const reason = { code: "requested", by: "rm" } as const;
  const context = { draft, project: fileOf(project), graceSeconds: undefined, hooksMustSucceed: true };
  for (const container of meant(project, snapshot.containers, options)) {
    if (!isReplica(container.labels) || (isUp(container.status) && !options.stop)) continue;
    const subject = subjectOf(container);
    draft.say({ resource: subject.resource, action: "remove", reason, observed: observedStateOf(container) });
    const stop = isUp(container.status) ? stopped(container, reason, stopTurn(container, context), context) : undefined;
    removed(subject, container, reason, options.volumes, { when: "always", after: [stop] }, context);
  }
  return finished(draft, project, snapshot);
}

interface Act {
  readonly verb: Verb;
  readonly action: Verdict["action"];
  readonly isMeant: (container: ContainerFact) => boolean;
  readonly operation: (container: ContainerFact) => Operation;
}

function planEach(
  project: Project | string,
  { snapshot }: Observed,
  options: ActOptions & Partial<Pick<KillOptions, "orphans">>,
  { verb, action, isMeant, operation }: Act,
): Plan {
  const draft = new Draft();
  const reason = { code: "requested", by: verb } as const;
  for (const container of meant(project, snapshot.containers, options).filter(isMeant)) {
    const { label, resource } = subjectOf(container);
    draft.say({ resource, action, reason, observed: observedStateOf(container) });
    draft.add({ id: `${verb} ${label}`, operation: operation(container), resource, reason });
  }
  return finished(draft, project, snapshot);
}

/** The project's containers; of a file, only those of its services unless orphans are meant, too. */
function meant(
  project: Project | string,
  containers: readonly ContainerFact[],
  { services = [], orphans = false }: ActOptions & Partial<Pick<KillOptions, "orphans">>,
): readonly ContainerFact[] {
  const known = typeof project === "string" || orphans ? undefined : new Set<string>(project.services.keys());
  const asked = services.length === 0 ? known : new Set(services);
  return containers.filter((container) => !isHook(container) && (asked?.has(serviceOf(container)) ?? true));
}
