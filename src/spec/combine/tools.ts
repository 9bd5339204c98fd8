/** What the stages that read further files share during one load. */
import type { Library } from "../files/library.ts";
import type { Origins } from "../files/origins.ts";
import type { LoadContext } from "../load-request.ts";
import type { Report } from "../tree/report.ts";
import type { MapNode } from "../tree/tree.ts";
import type { UnsetVariables } from "../variables/unset.ts";
import type { Variables } from "../variables/variables.ts";

export interface Tools {
  readonly context: LoadContext;
  readonly report: Report;
  readonly unset: UnsetVariables;
  readonly library: Library;
  readonly origins: Origins;
  /** Services that lack what they extend: it is told why, and what they miss for that reason is not. */
  readonly incomplete: Set<string>;
  /** A document with its variables put in. */
  readonly fill: (document: MapNode, variables: Variables) => MapNode;
}

/** What names mean in a file: of files, by the folder that relative ones start from, and of variables. */
export interface Scope {
  readonly folder: string;
  readonly variables: Variables;
}
