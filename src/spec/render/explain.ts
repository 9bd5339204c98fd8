/** Where the values of a part of the printed project came from: for `config --explain`. */
import { closest } from "../../core/closest.ts";
import { WindlassError } from "../../core/errors.ts";
import { isMap, type Ordered } from "../../core/ordered-json.ts";
import type { Project } from "../project.ts";
import { type Path, pathText } from "../tree/tree.ts";
import type { Origin } from "./origin.ts";
import { isSecret, redactedPath } from "./redact.ts";

/** One value and how it came to be what it is. */
export interface Explained {
  /** `services.web.ports[0].published` */
  readonly path: string;
  /** The same, without keys that hold a variable's value. */
  readonly redactedPath: string;
  readonly value: Ordered;
  readonly origin: Origin;
  /** It came from outside of the project's files. */
  readonly secret: boolean;
}

/**
 * Every value at a path of the printed project or below it.
 * @throws WindlassError `usage` where there is nothing there
 */
export function explain(project: Project, text: string): readonly Explained[] {
  const { path, value } = find(project.document(), text.replace(/^\./, ""), []);
  return [...leaves(value, path)].flatMap(([at, leaf]) => {
    const origin = project.originOf(at);
    if (origin === undefined) return [];
    const paths = { path: pathText(at), redactedPath: pathText(redactedPath(project, at)) };
    return [{ ...paths, value: leaf, origin, secret: isSecret(project, at) }];
  });
}

interface Found {
  readonly path: Path;
  readonly value: Ordered;
}

/** A key may have dots and brackets in it: of those that fit, the longest is meant. */
function find(value: Ordered, rest: string, path: Path): Found {
  if (rest === "") return { path, value };
  const next = steps(value)
    .filter(({ words }) => rest === words || (rest.startsWith(words) && /^[.[]/.test(rest.slice(words.length))))
    .sort((a, b) => b.words.length - a.words.length)[0];
  if (next !== undefined)
    return find(next.value, rest.slice(next.words.length).replace(/^\./, ""), [...path, next.key]);
  const word = /^\[?[^.[]*/.exec(rest)?.[0] ?? rest;
  const meant = closest(
    word,
    steps(value).map(({ words }) => words),
  );
  throw new WindlassError(
    "usage",
    `the project has no value at ${JSON.stringify(pathText(path) + joint(path, word))}`,
    {
      hint:
        meant === undefined
          ? "run config without --explain to see the whole project"
          : `did you mean ${JSON.stringify(meant)}?`,
    },
  );
}

const joint = (path: Path, word: string): string => (path.length === 0 || word.startsWith("[") ? word : `.${word}`);

interface Step {
  /** As a path's text has it: `ports`, `[0]`. */
  readonly words: string;
  readonly key: string | number;
  readonly value: Ordered;
}

function steps(value: Ordered): readonly Step[] {
  if (isMap(value)) return [...value].map(([key, part]) => ({ words: key, key, value: part }));
  if (!Array.isArray(value)) return [];
  return (value as readonly Ordered[]).map((part, index) => ({ words: `[${index}]`, key: index, value: part }));
}

function* leaves(value: Ordered, path: Path): Generator<[Path, Ordered]> {
  const inner = steps(value);
  if (inner.length === 0) yield [path, value];
  for (const step of inner) yield* leaves(step.value, [...path, step.key]);
}
