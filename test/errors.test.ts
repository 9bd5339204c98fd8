/**
 * Every folder in test/errors is a project that is wrong, and expected.txt is what is said about it.
 * `vitest run -u` writes the texts anew.
 */
import { readdirSync } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Diagnostic } from "../src/core/diagnostics.ts";
import { WindlassError } from "../src/core/errors.ts";
import { load } from "../src/spec/load.ts";
import type { LoadContext, LoadRequest } from "../src/spec/load-request.ts";

const root = join(import.meta.dirname, "errors");

/** What a case asks for beyond "load the folder". */
const requests: Readonly<Record<string, Partial<LoadRequest>>> = {
  "missing-file": { files: ["compose.yaml", "nope.yaml"] },
  "folder-as-file": { files: ["folder"] },
  "missing-env-file-flag": { envFiles: ["prod.env"] },
  "bad-project-name": { projectName: "My App" },
  "unknown-service-named": { services: ["wbe"] },
  "unknown-profile": { profiles: ["debgu"] },
  "several-files": { files: ["compose.yaml", "override.yaml"] },
};

const env: Readonly<Record<string, string>> = { SECRET: "hunter2", EMPTY: "" };

const kindOf = async (path: string): Promise<"file" | "folder" | "missing"> => {
  const found = await stat(path).catch(() => undefined);
  return found === undefined ? "missing" : found.isDirectory() ? "folder" : "file";
};

const contextIn = (cwd: string): LoadContext => ({
  env,
  cwd,
  home: "/home/me",
  disk: { read: (path) => readFile(path), kind: kindOf },
});

/** `error unknown-key compose.yaml:3:5-10 services.web`, then message and hint. */
function lines(diagnostic: Diagnostic, folder: string): string[] {
  const { place, path } = diagnostic;
  const where =
    place === undefined
      ? ""
      : ` ${place.file}:${place.line}:${place.column}${place.endColumn === undefined ? "" : `-${place.endColumn}`}`;
  const text = [
    `${diagnostic.severity} ${diagnostic.code}${where}${path === undefined ? "" : ` ${path}`}`,
    `  ${diagnostic.message}`,
    ...(diagnostic.chain ?? []).map((link) => `  ${link.words} ${link.place.file}:${link.place.line}`),
    ...(diagnostic.hint === undefined ? [] : [`  hint: ${diagnostic.hint}`]),
  ];
  return text.map((line) => line.replaceAll(`${folder}/`, "").replaceAll(folder, "."));
}

async function complaintsOf(name: string): Promise<string> {
  const folder = join(root, name);
  const request: LoadRequest = { files: [], profiles: [], envFiles: [], services: [], ...requests[name] };
  try {
    const { warnings } = await load(request, contextIn(folder));
    return warnings.flatMap((diagnostic) => lines(diagnostic, folder)).join("\n");
  } catch (error) {
    if (!(error instanceof WindlassError)) throw error;
    return error.diagnostics.flatMap((diagnostic) => lines(diagnostic, folder)).join("\n");
  }
}

for (const name of readdirSync(root)) {
  test(`what is said about ${name}`, async () => {
    const said = await complaintsOf(name);
    expect(said).not.toBe("");
    expect(said, "a value from a variable is never shown").not.toContain("hunter2");
    await expect(`${said}\n`).toMatchFileSnapshot(`errors/${name}/expected.txt`);
  });
}
