/**
 * `run`: what the service depends on as `up` has it, then one container of the service for one command. The service's own
 * containers are left alone.
 */
import { labels } from "../engine/labels.ts";
import type { Observed } from "../observe/observed.ts";
import type { Project, Service } from "../spec/project.ts";
import type { CauseContext } from "./containers/causes.ts";
import { type Choice, choose } from "./containers/choose.ts";
import type { RunOptions } from "./plan/options.ts";
import type { Plan } from "./plan/plan.ts";
import { planUp } from "./up.ts";
import type { Wanted } from "./wanted/wanted.ts";
import { wantedOf } from "./wanted/wanted-of.ts";

/** @param project with what the command line asks of the container already in the service: its name, command, ports */
export function planRun(project: Project, observed: Observed, options: RunOptions): Plan {
  return planUp(project, observed, options, (service, standing, context) =>
    service.name === options.service ? oneOff(service, options, context) : choose(service, standing, context),
  );
}

function oneOff(asked: Service, options: RunOptions, context: CauseContext): Choice {
  // Hooks belong to the life of the service's own containers.
  const service: Service = { ...asked, replicas: 1, preStart: [], postStart: [] };
  const wanted = asOneOff(wantedOf(service, context)(1), service, options);
  return {
    replicas: [{ service, number: 1, wanted, fate: { kind: "create", reason: { code: "requested", by: "run" } } }],
    removals: [],
  };
}

/** It has no number, and on its networks no name of the service unless that is asked for. */
function asOneOff(wanted: Wanted, service: Service, { slug, useAliases, keepsStdin, remove }: RunOptions): Wanted {
  const { [labels.number]: _, ...own } = wanted.config.labels;
  const networks = wanted.config.networks.map((endpoint) =>
    useAliases ? endpoint : { ...endpoint, aliases: endpoint.aliases.slice(0, 1) },
  );
  return {
    ...wanted,
    config: {
      ...wanted.config,
      networks,
      labels: { ...own, [labels.service]: service.name, [labels.oneOff]: "True", [labels.slug]: slug },
      ...(!keepsStdin && wanted.config.stdinOpen && { stdinOnce: true }),
      ...(remove && { autoRemove: true }),
    },
  };
}
