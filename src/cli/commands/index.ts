/** All commands, in the order in which the help lists them. */
import type { Command } from "../args/command.ts";
import { attach } from "./attach.ts";
import { bridgeConvert, bridgeCreate, bridgeList } from "./bridge.ts";
import { commit } from "./commit.ts";
import { config } from "./config.ts";
import { cp } from "./cp.ts";
import { events } from "./events.ts";
import { exec } from "./exec.ts";
import { exportCommand } from "./export.ts";
import { generateCommand } from "./generate.ts";
import { images } from "./images.ts";
import { installPlugin, uninstallPlugin } from "./install-plugin.ts";
import { logs } from "./logs.ts";
import { ls } from "./ls.ts";
import { plan } from "./plan.ts";
import { port } from "./port.ts";
import { ps } from "./ps.ts";
import { stats } from "./stats.ts";
import { top } from "./top.ts";
import { validate } from "./validate.ts";
import { verbs } from "./verbs.ts";
import { version } from "./version.ts";
import { viz } from "./viz.ts";
import { volumes } from "./volumes.ts";
import { wait } from "./wait.ts";

export const commands: readonly Command[] = [
  ...verbs.map(({ command }) => command),
  exec,
  attach,
  cp,
  commit,
  exportCommand,
  plan,
  ps,
  logs,
  events,
  stats,
  top,
  port,
  images,
  volumes,
  ls,
  wait,
  config,
  validate,
  bridgeConvert,
  bridgeList,
  bridgeCreate,
  installPlugin,
  uninstallPlugin,
  version,
  viz,
  generateCommand,
];
