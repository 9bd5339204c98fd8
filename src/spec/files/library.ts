/** The files that a load reads, each read and parsed once, however many others name it. */
import type { LoadContext } from "../load-request.ts";
import { parse } from "../read/parse.ts";
import { readText } from "../read/read.ts";
import type { Report, Where } from "../tree/report.ts";
import type { MapNode } from "../tree/tree.ts";

export interface Named extends Where {
  /** What the file is called in messages, if not by its path. */
  readonly named?: string | undefined;
}

export interface Library {
  /** The text of a file; undefined, and reported the first time, where it can't be had. `what`: `env file`, say. */
  readonly text: (path: string, what: string, where?: Named) => Promise<string | undefined>;
  /** A text that no file holds, by the name it is asked for by. */
  readonly know: (name: string, text: string) => void;
  /** The documents of a Compose file; what is wrong with it is reported. */
  readonly documents: (path: string, what: string, where?: Named) => Promise<readonly MapNode[]>;
  /** The Compose files whose text was had. Those of env files stay here: no complaint shows a line of theirs. */
  readonly texts: ReadonlyMap<string, string>;
  /** All Compose files that were asked for were had, and are YAML. */
  readonly isWhole: () => boolean;
}

export function newLibrary(context: LoadContext, report: Report): Library {
  const texts = new Map<string, string>();
  const reading = new Map<string, Promise<string | undefined>>();
  const parsed = new Map<string, Promise<readonly MapNode[]>>();
  let whole = true;

  async function text(path: string, what: string, named: Named = {}): Promise<string | undefined> {
    return reading.get(path) ?? keep(reading, path, readText(path, what, context, report, named));
  }

  return {
    text,
    know: (name, content) => void reading.set(name, Promise.resolve(content)),
    documents: async (path, what, where) => {
      const content = await text(path, what, where);
      whole &&= content !== undefined;
      if (content === undefined) return [];
      texts.set(path, content);
      const reported: Report = (diagnostic) => {
        whole &&= diagnostic.severity !== "error" || survivable.has(diagnostic.code);
        report(diagnostic);
      };
      return parsed.get(path) ?? keep(parsed, path, parse(path, content, reported));
    },
    texts,
    isWhole: () => whole,
  };
}

/** What is wrong inside a tree that is otherwise whole: the stages after parsing can go on. */
const survivable: ReadonlySet<string> = new Set(["yaml-duplicate-key", "yaml-key-not-text", "yaml-merge"]);

function keep<Value>(map: Map<string, Value>, key: string, value: Value): Value {
  map.set(key, value);
  return value;
}
