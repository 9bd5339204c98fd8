/** What is said when no engine answers: where it was looked for, how each place failed, what to do. Pure. */
import { WindlassError } from "../../core/errors.ts";
import type { CallError } from "../http/call-error.ts";
import { failure } from "../http/failures.ts";
import { addressText } from "./address.ts";
import type { Place } from "./engine-selector.ts";
import { whyUnsent } from "./unsent.ts";

export interface Attempt {
  readonly place: Place;
  readonly error: CallError;
}

export function unreachable(tried: readonly Attempt[]): unknown {
  const [last] = tried.slice(-1);
  if (last === undefined)
    return new WindlassError("engine-unreachable", "no container engine is configured on this system");
  // Something is there and answers, but not as an engine does: then the other places don't matter.
  if (last.error.fault.kind !== "unsent") return failure(last.error, `reach the engine at ${placeText(last.place)}`);
  const hint = tried.map(({ error }) => whyOf(error).hint).find((found) => found !== undefined);
  const places =
    tried.length === 1
      ? ` at ${placeText(last.place)}: ${whyOf(last.error).why}`
      : `; tried:${tried.map(({ place, error }) => `\n  ${placeText(place)}: ${whyOf(error).why}`).join("")}`;
  return new WindlassError("engine-unreachable", `cannot reach a container engine${places}`, {
    hint: hint ?? "start the engine, or set its address with DOCKER_HOST or --context",
    cause: last.error,
  });
}

const whyOf = ({ fault }: CallError): ReturnType<typeof whyUnsent> =>
  whyUnsent(fault.kind === "unsent" ? fault.code : fault.kind);

const placeText = ({ address, because }: Place): string =>
  because === "" ? addressText(address) : `${addressText(address)} (from ${because})`;
