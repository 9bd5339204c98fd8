/** What the steps of one container need to know, and what is known of it once they stand in the plan. */
import type { StepId } from "../../core/ids.ts";
import type { ContainerRef } from "../../engine/container-config.ts";
import type { ImageFact } from "../../engine/port.ts";
import type { Project } from "../../spec/project.ts";
import type { ServiceImage } from "../images/images.ts";
import type { Draft } from "../plan/draft.ts";
import type { Condition, ImageCondition, Step } from "../plan/plan.ts";
import type { Replica } from "./decide.ts";

/** What the steps of one container need from outside. */
export interface StepContext {
  readonly draft: Draft;
  readonly project: Project;
  readonly image: ServiceImage | undefined;
  readonly imageOf: (id: string) => ImageFact | undefined;
  /** Steps that make the networks, volumes and shared namespaces that a new container uses. */
  readonly before: readonly StepId[];
  /** Steps of providers that give a new container variables. */
  readonly providers: readonly StepId[];
  /** What a start waits for: steps of the services that it depends on. Asked only where something starts. */
  readonly gates: () => Gates;
  /** Containers that must leave a network that is made anew, with the stop before it: nothing of theirs can wait. */
  readonly detached: ReadonlyMap<string, StepId | undefined>;
  readonly graceSeconds: number | undefined;
  /** Steps that make networks, new or anew. */
  readonly networksMade: readonly StepId[];
  /** `-V`: a replacement gets new volumes where they have no name, and the old ones are removed. */
  readonly renewVolumes: boolean;
  /** Whether one create call takes all networks; an older engine takes one, the others are connected after. */
  readonly createsWithAllNetworks: boolean;
}

export interface Gates {
  readonly after: readonly StepId[];
  readonly afterEnd: readonly StepId[];
}

/** What is known of a container once its steps stand in the plan. */
export interface Standings {
  readonly replica: Replica;
  readonly ref: ContainerRef;
  /** It is up once these have ended; empty if it is up already. */
  readonly started: readonly StepId[];
  /** The step that makes or fills the candidate, where it takes the place of one that runs: no old one stops before all of these. */
  readonly candidate?: StepId;
  /** The stop of the old one. */
  readonly stopped?: StepId;
  /** Old or superfluous container → the step that takes it away. */
  readonly removed: ReadonlyMap<string, StepId>;
  readonly onlyIf?: Condition;
  /** Absent where it goes on running as it does. */
  readonly beginning?: Beginning;
}

/** A container that is about to be started. */
export interface Beginning {
  readonly container: ContainerRef;
  /** Steps that make or mend it. */
  readonly made: readonly StepId[];
  /** Of these starts one takes place. */
  readonly starts: readonly StepId[];
  /** Otherwise it goes on running as it does. */
  readonly onlyIf?: ImageCondition;
}

/** For the steps that wait for gates: absent where there is none, so that the plan stays short. */
export const afterEnd = (gates: Gates): Pick<Step, "afterEnd"> =>
  gates.afterEnd.length > 0 ? { afterEnd: gates.afterEnd } : {};
