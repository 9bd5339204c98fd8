/** Where a slot stands in its walk, and what the steps of containers need from outside. */
import type { StepId } from "../../../core/ids.ts";
import type { ContainerFact, ImageFact } from "../../../engine/port.ts";
import type { Project } from "../../../spec/project.ts";
import type { ServiceImage } from "../../images/images.ts";
import type { Draft } from "../../plan/draft.ts";
import { ifPossible, type Key, keys, type Need } from "../../plan/needs.ts";
import type { Step } from "../../plan/plan.ts";
import { onlyIf, type When } from "../../plan/when.ts";
import type { Replica } from "../replica.ts";
import type { Subject } from "../subject.ts";

/** What the steps of containers need from outside. */
export interface SlotContext {
  readonly draft: Draft;
  /** Absent where there is no file. */
  readonly project: Project | undefined;
  /** `-t`, seconds; absent: the container's own. */
  readonly graceSeconds: number | undefined;
  /** Whether the run fails with a `pre_stop` hook that does. Absent: it is only told. */
  readonly hooksMustSucceed?: boolean;
}

/** What the steps of a replica need besides. */
export interface ReplicaContext extends SlotContext {
  readonly project: Project;
  readonly image: ServiceImage | undefined;
  readonly imageOf: (id: string) => ImageFact | undefined;
  /** Providers of variables for a new container: the steps that run them, and whether it does without one that fails. */
  readonly providers: readonly { readonly step: StepId; readonly isOptional: boolean }[];
  /** What a start waits for: conditions of the services that it depends on. Asked only where something starts. */
  readonly conditions: () => readonly Need[];
  /** Id → name of networks that are recreated. */
  readonly recreated: ReadonlyMap<string, string>;
  /** Whether one create call takes all networks; an older engine takes one, the others are connected after. */
  readonly createsWithAllNetworks: boolean;
  /** `false`: make and change, start nothing. */
  readonly start: boolean;
  /** `-V`: a replacement gets new volumes where they have no name, and the old ones are removed. */
  readonly renewVolumes: boolean;
  /** Steps by which services that share this one's fate start their old containers again. */
  readonly restored: readonly StepId[];
  /** When a container's namespaces are another container's by then: it can't run in them any more. */
  readonly cutOff: (live: ContainerFact) => When;
}

/** Where a slot stands in its walk. */
export interface Turn {
  readonly when: When;
  readonly after?: readonly (StepId | undefined)[];
  readonly afterEnd?: readonly StepId[];
  readonly needs?: readonly Need[];
  readonly gives?: readonly Key[];
}

export const turnOf = ({ when, ...turn }: Turn): Omit<Turn, "when"> & Pick<Step, "onlyIf"> => ({
  ...turn,
  ...onlyIf(when),
});

export const replicaSubject = ({ service, number, wanted }: Replica): Subject => ({
  label: service.containerName ?? `${service.name}-${number}`,
  resource: { kind: "container", name: wanted.name, service: service.name },
});

/** What keeps downtime short: no running container stops before all that is pulled, built and made beside it is there. */
export const lateStop: readonly Need[] = [ifPossible("uptime", keys.images), ifPossible("uptime", keys.candidates)];
