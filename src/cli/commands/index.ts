/** All commands, in the order in which the help lists them. */
import type { Command } from "../args/command.ts";
import { config } from "./config.ts";
import { logs } from "./logs.ts";
import { plan } from "./plan.ts";
import { ps } from "./ps.ts";
import { validate } from "./validate.ts";
import { verbs } from "./verbs.ts";
import { version } from "./version.ts";

export const commands: readonly Command[] = [
  ...verbs.map(({ command }) => command),
  plan,
  ps,
  logs,
  config,
  validate,
  version,
];
