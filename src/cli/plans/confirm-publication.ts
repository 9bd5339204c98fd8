/** Asks whether a project is to be published with what was found in it: one report, and one question in docker compose's words. */
import { relative } from "node:path";
import type { Finding, FindingKind } from "../../index.ts";
import { isYes } from "../args/settings.ts";
import type { ProcessContext } from "../process/process-context.ts";
import { oneLine } from "../terminal/paint.ts";

interface Words {
  readonly heading: readonly string[];
  readonly question: string;
}

const words: Readonly<Record<FindingKind, Words>> = {
  "bind-mounts": {
    heading: [
      "you are about to publish bind mounts declaration within your OCI artifact.",
      "only the bind mount declarations will be added to the OCI artifact (not content)",
    ],
    question: "Are you ok to publish these bind mount declarations?",
  },
  env: {
    heading: ["you are about to publish env-related declarations within your OCI artifact."],
    question:
      "Use --with-env to silence this prompt and always publish env declarations.\nAre you ok to publish these env declarations?",
  },
  secrets: {
    heading: [
      "you are about to publish sensitive data within your OCI artifact.",
      "please double check that you are not leaking sensitive data",
    ],
    question: "Are you ok to publish these sensitive data?",
  },
  configs: {
    heading: ["you are about to publish literal inline config content within your OCI artifact."],
    question: "Are you ok to publish these config contents?",
  },
};

/** What `--allow` takes. */
export const findingKinds: readonly string[] = Object.keys(words);

type Asked = Pick<ProcessContext, "err" | "cwd" | "answer" | "interrupts" | "terminal">;

/** "none": nobody is there to answer. Without a terminal an answer may be piped in: it is read before anything is said. */
export async function isConfirmed(findings: readonly Finding[], context: Asked): Promise<"yes" | "no" | "none"> {
  const { err, answer, interrupts, terminal } = context;
  const read = async (): Promise<string> => (await answer(interrupts.first)).trim();
  const piped = err.isTTY ? undefined : terminal.isTTY ? "" : await read();
  if (piped === "") return "none";
  err.write(report(findings, context));
  const said = piped ?? (await read());
  if (piped !== undefined) err.write("\n");
  return isYes(said) ? "yes" : "no";
}

function report(findings: readonly Finding[], { cwd }: Asked): string {
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  const lines = kinds.flatMap((kind) => [
    ...words[kind].heading,
    ...findings
      .filter((one) => one.kind === kind)
      .map(({ message, place, path }) => {
        const where = place ? `${relative(cwd, place.file)}:${place.line}` : path;
        return `  ${oneLine(`${where}  ${message}`)}`;
      }),
  ]);
  const [only, ...more] = kinds;
  const question =
    only !== undefined && more.length === 0 ? words[only].question : "Are you ok to publish all of this?";
  return `${[...lines, question].join("\n")} [y/N] `;
}
