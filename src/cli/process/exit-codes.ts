/** What the process says when it ends. docs/exit-codes.md is this table for people. */
export const exitCodes = {
  done: 0,
  failed: 1,
  /** `plan --detailed-exitcode`: there is something to do. */
  pending: 2,
  /** 128 and the number of the signal, as a shell expects. */
  SIGHUP: 129,
  SIGINT: 130,
  SIGPIPE: 141,
  SIGTERM: 143,
} as const;
