export type Proof = "inside" | "request" | "loaded";

export interface FoundProof {
  /** Of the attribute, as docs/spec-support.md writes it: `services.cpus`. */
  readonly path: string;
  readonly proof: Proof;
  /** Relative to the repository. */
  readonly file: string;
}

export function foundProofs(): readonly FoundProof[];
