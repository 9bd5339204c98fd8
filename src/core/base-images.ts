/**
 * The images that a Dockerfile is made from: for the order of builds, and for the classic builder, which wants the logins for their
 * registries along with the build. What only a running build could tell (an argument without a value) is left out. Pure.
 */
import { instructions } from "./dockerfile.ts";

interface Arguments {
  readonly [name: string]: string;
}

/**
 * @param args the build's arguments, which go before the Dockerfile's defaults
 * @returns references as the Dockerfile has them, variables put in; no names of stages
 */
export function baseImages(dockerfile: string, args: Arguments): readonly string[] {
  const images = new Set<string>();
  const stages = new Set(["scratch"]);
  const values: Record<string, string> = {};
  let isBeforeStages = true;
  for (const { text } of instructions(dockerfile)) {
    const [word = "", ...rest] = text.split(/\s+/);
    const keyword = word.toUpperCase();
    const operands = rest.filter((item) => !item.startsWith("--"));
    for (const named of keyword === "FROM" ? operands.slice(0, 1) : sourcesIn(keyword, rest)) {
      const image = substituted(named, values);
      if (image !== "" && !stages.has(image.toLowerCase()) && !/^\d+$/.test(image)) images.add(image);
    }
    if (keyword === "FROM") {
      stages.add((operands[2] ?? "").toLowerCase());
      isBeforeStages = false;
    }
    // What a stage declares has no meaning in `FROM`.
    if (keyword === "ARG" && isBeforeStages)
      for (const operand of operands) {
        const [name = "", value] = operand.split(/=(.*)/s);
        values[name] = args[name] ?? unquoted(value ?? "");
      }
  }
  return [...images];
}

/** `COPY --from=IMAGE`, `RUN --mount=type=bind,from=IMAGE,…` */
function sourcesIn(keyword: string, words: readonly string[]): readonly string[] {
  const pattern =
    keyword === "COPY" ? /^--from=(.+)$/ : keyword === "RUN" ? /^--mount=(?:.*,)?from=([^,]+)/ : undefined;
  return pattern === undefined ? [] : words.flatMap((word) => pattern.exec(word)?.[1] ?? []);
}

/** `$NAME`, `${NAME}`, `${NAME:-default}` */
const substituted = (text: string, values: Arguments): string =>
  text.replace(/\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/g, (_, short?: string, long?: string, otherwise?: string) => {
    const value = values[short ?? long ?? ""] ?? "";
    return value === "" ? (otherwise ?? "") : value;
  });

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/s, "$2");
