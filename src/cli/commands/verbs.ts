/** The commands that change something, in the order in which the help lists them; `plan` shows what each would do. */
import type { Verb } from "../plans/verb.ts";
import { build } from "./build.ts";
import { create } from "./create.ts";
import { down } from "./down.ts";
import { kill } from "./kill.ts";
import { pause, unpause } from "./pause.ts";
import { pull } from "./pull.ts";
import { restart } from "./restart.ts";
import { rm } from "./rm.ts";
import { run } from "./run.ts";
import { scale } from "./scale.ts";
import { start } from "./start.ts";
import { stop } from "./stop.ts";
import { up } from "./up.ts";

export const verbs: readonly Verb[] = [
  up,
  create,
  run,
  down,
  start,
  stop,
  restart,
  kill,
  pause,
  unpause,
  rm,
  scale,
  build,
  pull,
];
