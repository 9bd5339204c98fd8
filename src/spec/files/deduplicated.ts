/** All that was found, as it is told: in the order of the files, each thing once, with the steps that led to its place. */
import { byPlace, type Diagnostic } from "../../core/diagnostics.ts";
import type { Origins } from "./origins.ts";

/** One line of a base is wrong in all services that extend it: the first of these speaks for all. */
export function deduplicated(found: readonly Diagnostic[], origins: Origins): Diagnostic[] {
  const once = new Map<unknown, Diagnostic>();
  for (const diagnostic of found) {
    const key = identity(diagnostic);
    if (!once.has(key)) once.set(key, diagnostic);
  }
  return [...once.values()].map(origins.explain).sort(byPlace);
}

/** Code, place, and the message without the service's name. What has no place is different from all else. */
function identity(diagnostic: Diagnostic): unknown {
  const { code, severity, place, path, message } = diagnostic;
  if (place === undefined) return diagnostic;
  const [section, name] = path?.split(".") ?? [];
  const general = section === "services" && name ? message.replaceAll(name, "*") : message;
  return JSON.stringify([code, severity, place.file, place.line, place.column, general]);
}
