/**
 * How a change of the hooks that a container begins with is noticed, `pre_start` and `post_start`: its label keeps a salted
 * hash of them, never what is in them. `pre_stop` is read when it is needed.
 */
import { canonicalJson } from "../../core/canonical-json.ts";
import { sha256 } from "../../core/sha256.ts";
import { labels } from "../../engine/labels.ts";
import type { ContainerFact } from "../../engine/port.ts";
import type { Service } from "../../spec/project.ts";
import type { Change } from "../plan/plan.ts";
import { change, madeFromThis, type Wanted } from "./wanted.ts";

/** Those that there are, by the names of their attributes. The service's own image is no word of the hook. */
export const beginningHooks = ({ preStart, postStart, image: own }: Service): Wanted["beginningHooks"] =>
  new Map(
    Object.entries({
      pre_start: preStart.map(({ image, ...rest }) => (image === own ? rest : { image, ...rest })),
      post_start: postStart,
    }).flatMap(([name, hooks]) => (hooks.length > 0 ? [[name, canonicalJson(hooks)]] : [])),
  );

/** The label; none for a service without such hooks. */
export function hooksLabel(hooks: Wanted["beginningHooks"], salt: string): Readonly<Record<string, string>> {
  if (hooks.size === 0) return {};
  const digests = [...hooks].map(([name, text]) => [name, digest(salt, name, text)]);
  return { [labels.hooks]: canonicalJson({ salt, ...Object.fromEntries(digests) }) };
}

const digest = (salt: string, name: string, text: string): string => sha256(`${salt} ${name} ${text}`);

/**
 * What the container began with in place of the file's hooks: only one that begins anew runs these. A container of another
 * tool says nothing of it, and is left as it is.
 */
export function hookChanges(wanted: Wanted, live: ContainerFact): Change[] {
  if (live.labels[labels.applied] === undefined) return [];
  const kept = memoryOf(live.labels);
  const salt = kept.get("salt") ?? "";
  const changed = ["pre_start", "post_start"].filter((name) => {
    const text = wanted.beginningHooks.get(name);
    return kept.get(name) !== (text === undefined ? undefined : digest(salt, name, text));
  });
  // The hash takes a while, and is of all that the file says of the service.
  if (changed.length === 0 || madeFromThis(wanted, live)) return [];
  return changed.map((name) => change(name, undefined, wanted.placeOf(name)));
}

/** Empty where there is no label, or none that can be read. */
function memoryOf(own: Readonly<Record<string, string>>): ReadonlyMap<string, string> {
  try {
    const value: unknown = JSON.parse(own[labels.hooks] ?? "null");
    const entries = typeof value === "object" && value !== null ? Object.entries(value) : [];
    return new Map(entries.filter((entry): entry is [string, string] => typeof entry[1] === "string"));
  } catch {
    return new Map();
  }
}
