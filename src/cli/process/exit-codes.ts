/** What the process says when it ends. docs/exit-codes.md is this table for people. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** With `--detailed-exitcode`: `plan` has something to do, `images --outdated` found an outdated image. */
  pending: 2,
  /** 128 and the number of the signal, as a shell expects. */
  SIGHUP: 129,
  SIGINT: 130,
  SIGPIPE: 141,
  SIGTERM: 143,
} as const;

/** What each means, for the man page. */
export const exitMeanings: Readonly<Record<(typeof exitCodes)[keyof typeof exitCodes], string>> = {
  [exitCodes.done]: "the command did what you asked for",
  [exitCodes.failed]: "the command failed",
  [exitCodes.pending]: "--detailed-exitcode: changes are pending, or an image is outdated",
  [exitCodes.SIGHUP]: "ended by SIGHUP: the terminal was closed",
  [exitCodes.SIGINT]: "ended by Ctrl-C (SIGINT), or publish was answered with no",
  [exitCodes.SIGPIPE]: "the reader of the output went away (SIGPIPE)",
  [exitCodes.SIGTERM]: "ended by SIGTERM",
};
