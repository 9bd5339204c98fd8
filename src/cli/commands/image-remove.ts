/** `windlass image rm` and `windlass image prune` */
import { planPruneImages, planRemoveImages } from "../../index.ts";
import { flag } from "../args/flags.ts";
import { imageOperand, meantImages, projectFor } from "../meant-images.ts";
import { carryOut } from "../plans/run-plan.ts";
import { type Verb, verb } from "../plans/verb.ts";
import { projectOrName } from "../session.ts";
import { isMeant } from "./rm.ts";

export const imageRemove: Verb = verb({
  named: "flag",
  examples: [
    ["windlass image rm web", "the image of web, unless a container uses it"],
    ["windlass --dry-run image rm shop/web:old", "show what would be removed"],
  ],
  operands: [{ ...imageOperand, many: true }],
  flags: {
    force: flag("-f, --force", "also remove images that containers use; running containers keep theirs"),
    noPrune: flag("--no-prune", "keep parents that have no name"),
  },
  async ask(call, context) {
    const { operands, flags } = call;
    const project = await projectFor(operands, call, context);
    const { first: signal } = context.interrupts;
    return {
      project: project ?? "",
      plan: async (engine) => {
        const images = await meantImages(operands, project, engine, signal);
        const options = { images, force: flags.force, keepsParents: flags.noPrune };
        return planRemoveImages(project ?? "", options, { engine, signal });
      },
    };
  },
});

export const imagePrune: Verb = verb({
  named: "flag",
  examples: [
    ["windlass image prune", "images of earlier builds that have lost their name"],
    ["windlass image prune --all --force", "all that was built for the project and is not in use; do not ask"],
  ],
  operands: [],
  flags: {
    all: flag("-a, --all", "also remove images that have a name, if no container uses them"),
    force: flag("-f, --force", "do not ask"),
  },
  async ask(call, context) {
    const project = await projectOrName(call, context);
    const { first: signal } = context.interrupts;
    return { project, plan: (engine) => planPruneImages(project, { all: call.flags.all }, { engine, signal }) };
  },
  async perform(plan, _project, run, { flags }) {
    const isIdle = plan.steps.length === 0;
    if (isIdle || (await isMeant(plan, flags.force, run)))
      await carryOut(plan, run, "No unused images were built for the project.");
    return 0;
  },
});
