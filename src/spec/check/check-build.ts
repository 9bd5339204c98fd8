/** Rules about how a service's image is built. */

import { text } from "../canonical/node-values.ts";
import { at, entriesOf, get, itemsOf, textOf } from "../tree/edit.ts";
import { listed, shown } from "../tree/report.ts";
import { complain, type ServiceRule as Rule } from "./check-input.ts";

const oneDockerfile: Rule = (service, check) => {
  const build = get(service.node, "build");
  if (text(build, "dockerfile_inline") === undefined || text(build, "dockerfile") === undefined) return;
  complain(
    check,
    service,
    "conflicting-attributes",
    ["build", "dockerfile_inline"],
    "`dockerfile` and `dockerfile_inline` cannot be used together",
    "remove one of them",
  );
};

/** What runs must be among what is built. */
const platformIsBuilt: Rule = (service, check) => {
  const platform = text(service.node, "platform");
  const built = itemsOf(at(service.node, "build", "platforms"));
  if (platform === undefined || built.length === 0 || built.some((item) => textOf(item) === platform)) return;
  complain(
    check,
    service,
    "conflicting-attributes",
    ["build", "platforms"],
    "`build.platforms` does not contain the service's platform",
    "add the value of `platform` to it",
  );
};

/** `service:x` stands for the image that is built for x. */
const contextsAreBuilt: Rule = (service, check) => {
  const { enabled } = check.selection;
  for (const [name, { value }] of entriesOf(at(service.node, "build", "additional_contexts"))) {
    const [, other] = /^service:(.*)$/s.exec(textOf(value) ?? "") ?? [];
    if (other === undefined || get(enabled.get(other), "build") !== undefined) continue;
    const path = ["build", "additional_contexts", name];
    const called = value.kind === "scalar" && value.variables ? shown(value) : listed([other]);
    if (enabled.has(other)) complain(check, service, "invalid-value", path, `service ${called} has no build`);
    else complain(check, service, "undefined-service", path, `undefined service ${called}`);
  }
};

export const buildRules: readonly Rule[] = [oneDockerfile, platformIsBuilt, contextsAreBuilt];
