/** The formats of listings in the docker client's `config.json`, for who gives none. */
import { WindlassError } from "../../core/errors.ts";
import { orAbsent } from "../wire/json.ts";
import { readClientConfig } from "./config.ts";

export interface ClientFormats {
  readonly ps?: string | undefined;
  readonly stats?: string | undefined;
}

/** None where the file can't be used: a listing needs nothing of it, and who pulls or builds is told. */
export async function clientFormats(env: Readonly<Record<string, string | undefined>>): Promise<ClientFormats> {
  try {
    const { psFormat, statsFormat } = await readClientConfig(env);
    return { ps: orAbsent(psFormat), stats: orAbsent(statsFormat) };
  } catch (error) {
    if (error instanceof WindlassError) return {};
    throw error;
  }
}
