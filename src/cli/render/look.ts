/** How a step is shown: what every target says of its operations. */

/** What a step does to the resource that it is about, where a row or a line goes by that. */
export type Part = "makes" | "starts" | "stops" | "removes" | "names" | "connects";

/** How a step is shown. */
export interface Look {
  /** `Starting` */
  readonly doing: string;
  /** `Started` */
  readonly done: string;
  /** In a live row, where other words say more. */
  readonly row?: { readonly doing?: string; readonly done?: string };
  /** What others wait for: `to start`. */
  readonly goal?: string;
  readonly part?: Part;
  /** Its progress is in layers that come, or in named steps one after the other. */
  readonly progress?: "layers" | "steps";
  /** It is over as soon as it has begun: lines tell its end alone. */
  readonly instant?: true;
  /** It waits for a state, and does nothing itself. */
  readonly waits?: true;
}
