/**
 * What is known of each attribute of the Compose file besides its grammar: its verdict, and what messages need to
 * name it. The table itself is made of the schema (generated/attributes.js); checking values is the validator's work.
 */
import { attributes } from "../generated/attributes.js";
import type { Path } from "../tree/tree.ts";

/**
 * What becomes of an attribute on a plain Docker Engine; `emulated` reaches its aim by other means, and what is `refused`
 * where a service needs it is the planner's to say.
 */
export type Verdict = "applied" | "emulated" | "refused" | "swarm only" | "ignored";

export type JsonType = "null" | "boolean" | "integer" | "number" | "string" | "array" | "object";

export interface Attribute {
  /** Absent on what has no name of its own: an entry of a list, a service. */
  readonly verdict?: Verdict;
  /** The verdict of single values, where it is another one. */
  readonly values?: Readonly<Record<string, Verdict>>;
  readonly deprecated?: boolean;
  /** Absent: any. */
  readonly types?: readonly JsonType[];
  /** What a value must be, where types and choices do not say it all: `must be a duration such as …`. */
  readonly must?: string;
  readonly choices?: readonly string[];
  /** A mapping's known keys. */
  readonly keys?: Readonly<Record<string, Attribute>>;
  /** What stands under a mapping's other keys, where the user chooses them. */
  readonly each?: Attribute;
  /** A list's entries. */
  readonly items?: Attribute;
  /** What the keys that the user chooses must be. */
  readonly names?: Attribute;
}

/** The file as a whole. */
export const file: Attribute = attributes;

/** The attribute under a key; keys are the user's text, so only own properties count. */
export function child(attribute: Attribute | undefined, key: string): Attribute | undefined {
  if (attribute?.keys !== undefined && Object.hasOwn(attribute.keys, key)) return attribute.keys[key];
  return attribute?.each;
}

const tellsBelow = new Map<Attribute, boolean>();

/** Whether an attribute below this one is ever told of for being there: most parts of a file need no look for that. */
export function hasMoreToTell(attribute: Attribute): boolean {
  const known = tellsBelow.get(attribute);
  if (known !== undefined) return known;
  const { keys = {}, each, items } = attribute;
  const found = [...Object.values(keys), each, items].some((one) => one && (isTold(one) || hasMoreToTell(one)));
  tellsBelow.set(attribute, found);
  return found;
}

const isTold = ({ deprecated, values, verdict }: Attribute): boolean =>
  deprecated === true || [verdict, ...Object.values(values ?? {})].some((one) => one !== undefined && isMore(one));

const isMore = (verdict: Verdict): boolean => !quiet.has(verdict);
const quiet: ReadonlySet<Verdict> = new Set<Verdict>(["applied", "emulated", "refused"]);

/** The attribute at a path of the file; undefined where nothing is known. */
export function attributeAt(path: Path): Attribute | undefined {
  let found: Attribute | undefined = attributes;
  for (const part of path) found = typeof part === "number" ? found?.items : child(found, part);
  return found;
}

/** The attributes of a service, by name. */
export const serviceKeys: Readonly<Record<string, Attribute>> = attributes.keys?.services?.each?.keys ?? {};
