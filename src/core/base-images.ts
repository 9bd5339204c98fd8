/**
 * The images that a Dockerfile builds on, for the classic builder, which wants the logins for their registries along with
 * the build. What only a running build could tell (an argument without a value) is left out. Pure.
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
  for (const { text } of instructions(dockerfile)) {
    const [word = "", ...rest] = text.split(/\s+/);
    const operands = rest.filter((item) => !item.startsWith("--"));
    const from = rest.find((item) => item.startsWith("--from="))?.slice("--from=".length);
    const named = /^from$/i.test(word) ? operands[0] : /^copy$/i.test(word) ? from : undefined;
    if (named !== undefined) {
      const image = substituted(named, values);
      if (image !== "" && !stages.has(image.toLowerCase()) && !/^\d+$/.test(image)) images.add(image);
    }
    if (/^from$/i.test(word)) stages.add((operands[2] ?? "").toLowerCase());
    // Only what stands before the first stage counts in `FROM`.
    if (/^arg$/i.test(word) && images.size === 0) {
      const [name = "", value] = (operands[0] ?? "").split(/=(.*)/s);
      values[name] = args[name] ?? unquoted(value ?? "");
    }
  }
  return [...images];
}

/** `$NAME`, `${NAME}`, `${NAME:-default}` */
const substituted = (text: string, values: Arguments): string =>
  text.replace(/\$(?:(\w+)|\{(\w+)(?::?-([^}]*))?\})/g, (_, short?: string, long?: string, otherwise?: string) => {
    const value = values[short ?? long ?? ""] ?? "";
    return value === "" ? (otherwise ?? "") : value;
  });

const unquoted = (text: string): string => text.replace(/^(["'])(.*)\1$/s, "$2");
