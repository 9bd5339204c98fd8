/**
 * How a change of the hooks that a container begins with is noticed, `pre_start` and `post_start`: its label keeps a salted
 * hash of them (engine/salted-labels.ts). `pre_stop` is read when it is needed.
 */
import { canonicalJson } from "../../core/canonical-json.ts";
import { sha256 } from "../../core/sha256.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import { hooksOf } from "../../engine/salted-labels.ts";
import type { Service } from "../../spec/project.ts";
import type { Change } from "../plan/plan.ts";
import { change, madeFromThis, type Wanted } from "./wanted.ts";

/** Hashes of those that there are, by the names of their attributes. The service's own image is no word of the hook. */
export const startHooks = ({ preStart, postStart, image: own }: Service): Wanted["startHooks"] =>
  Object.fromEntries(
    Object.entries({
      pre_start: preStart.map(({ image, ...rest }) => (image === own ? rest : { image, ...rest })),
      post_start: postStart,
    }).flatMap(([name, hooks]) => (hooks.length > 0 ? [[name, sha256(canonicalJson(hooks))]] : [])),
  );

/**
 * What the container began with in place of the file's hooks: only one that starts again runs these. A container of another
 * tool says nothing of it, and is left as it is.
 */
export function hookChanges(wanted: Wanted, live: ContainerFact): Change[] {
  if (live.labels[labels.applied] === undefined) return [];
  const before = hooksOf(live.labels);
  const changed = ["pre_start", "post_start"].filter((name) => {
    const hash = wanted.startHooks[name];
    const was = before.get(name);
    return hash === undefined ? was !== undefined : !was?.is(hash);
  });
  // The hash takes a while, and is of all that the file says of the service.
  if (changed.length === 0 || madeFromThis(wanted, live)) return [];
  return changed.map((name) => change(name, undefined, wanted.placeOf(name)));
}
