/** What a container's state means. */
import type { ContainerStatus } from "./port.ts";

/** Whether it runs, or goes on by itself: taking it away is felt. */
export const isUp = ({ state }: Pick<ContainerStatus, "state">): boolean =>
  state === "running" || state === "restarting" || state === "paused";

/** Whether its run is over. */
export const hasEnded = ({ state }: Pick<ContainerStatus, "state">): boolean => state === "exited" || state === "dead";
