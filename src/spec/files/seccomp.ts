/**
 * Seccomp profiles that `security_opt` names as files. The engine takes a profile's text, so it is read here; the model keeps the
 * name. A file that is not there is told by check/missing.ts, to whoever would run the project.
 */
import { posix } from "node:path";
import type { LoadContext } from "../load-request.ts";
import { readText } from "../read/read.ts";
import { entriesOf, get, itemsOf, textOf } from "../tree/edit.ts";
import { fail, type Report, shown } from "../tree/report.ts";
import type { Node } from "../tree/tree.ts";

/** The file of an option such as `seccomp=./profile.json`; undefined: it names none. */
export function profileFile(option: string, workingDir: string): string | undefined {
  const [, name] = /^seccomp[=:](.+)$/s.exec(option) ?? [];
  if (name === undefined || name === "unconfined" || name === "builtin" || name.startsWith("{")) return undefined;
  return posix.resolve(workingDir, name);
}

/** Option as it is written → as the engine takes it, `seccomp={…}`. */
export async function seccompProfiles(
  services: Node,
  workingDir: string,
  context: LoadContext,
  report: Report,
): Promise<ReadonlyMap<string, string>> {
  const profiles = new Map<string, string>();
  for (const [name, { value }] of entriesOf(services))
    for (const [index, node] of itemsOf(get(value, "security_opt")).entries()) {
      const option = textOf(node) ?? "";
      const file = profileFile(option, workingDir);
      if (file === undefined || profiles.has(option) || (await context.disk.kind(file)) !== "file") continue;
      const path = ["services", name, "security_opt", index];
      const text = await readText(file, "seccomp profile", context, report, { path, place: node.place });
      if (text === undefined) continue;
      const profile = compact(text);
      if (profile !== undefined) profiles.set(option, `seccomp=${profile}`);
      else
        fail(report, "invalid-value", `the seccomp profile of ${shown(node)} is not valid JSON`, {
          path,
          place: node.place,
          hint: "correct the file",
        });
    }
  return profiles;
}

/** Without blanks between its parts, and else as it is: docker compose sends the very same. */
function compact(json: string): string | undefined {
  try {
    JSON.parse(json);
  } catch {
    return undefined;
  }
  return json.replace(/("(?:[^"\\]|\\.)*")|\s+/g, (_, text: string | undefined) => text ?? "");
}
