/** The shells that there are scripts for. */
export const shells = ["bash", "zsh", "fish", "powershell"] as const;
export type Shell = (typeof shells)[number];

/** What differs between the scripts of one shell. */
export interface Naming {
  /** Of the program: letters, digits and `._-`. */
  readonly name: string;
  /** The same for names of functions. */
  readonly identifier: string;
  /** The word with which the program is asked. */
  readonly request: string;
}

export type ScriptOf = (naming: Naming) => string;
