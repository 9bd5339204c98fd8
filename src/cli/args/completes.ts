/** What a shell offers for a word of the command line: a value of a flag, or an operand. Flags and operands name it as data. */

/** What is found when it is asked for; completion/sources.ts says how. */
export type Source =
  /** Services of the file. */
  | "services"
  /** The same, or where no file is read those that have containers. */
  | "existing-services"
  /** `web=` */
  | "scaled-services"
  /** `web:`, or a path of this machine. */
  | "container-paths"
  /** Numbers of containers. */
  | "indexes"
  | "profiles"
  | "volumes"
  /** Those that have containers. */
  | "projects"
  | "files"
  | "folders"
  | "compose-files";

/** A list of words, or where they come from. */
export type Completes = readonly string[] | Source;
