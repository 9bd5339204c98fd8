/** Folders of docker's plugins that its settings name, before its own. */
import { WindlassError } from "../../core/errors.ts";
import { texts } from "../wire/json.ts";
import { readClientConfig } from "./config.ts";

/** None where the settings can't be used: who needs more of them than a plugin is told. */
export async function pluginFolders(env: Readonly<Record<string, string | undefined>>): Promise<readonly string[]> {
  try {
    return texts((await readClientConfig(env)).cliPluginsExtraDirs);
  } catch (error) {
    if (error instanceof WindlassError) return [];
    throw error;
  }
}
