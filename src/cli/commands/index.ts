/** All commands, in the order in which the help lists them. */
import type { Command } from "../args/command.ts";
import { config } from "./config.ts";
import { create } from "./create.ts";
import { down } from "./down.ts";
import { logs } from "./logs.ts";
import { plan } from "./plan.ts";
import { ps } from "./ps.ts";
import { up } from "./up.ts";
import { validate } from "./validate.ts";
import { version } from "./version.ts";

export const commands: readonly Command[] = [up, create, down, plan, ps, logs, config, validate, version];
