/** Who builds: what the command line, the environment or docker's settings name, or else what the engine prefers. */
import { defined } from "../../core/defined.ts";
import type { BuilderChoice } from "../../engine/named-builder.ts";
import type { BuildingFacts } from "../../observe/observed.ts";

const ofEngine = { buildkit: "usual", "buildkit-http": "api-refused", classic: "no-buildkit" } as const;

/** @param building absent: nothing is known, and the engine's usual builder is meant */
export function chosenBuilder(building: BuildingFacts | undefined): BuilderChoice {
  const { named, engine } = building ?? {};
  if (named?.kind === "outside") return { kind: "bake", name: named.name, because: named.from };
  if (named?.kind === "classic") return { kind: "classic", because: named.from };
  const kind = engine?.kind ?? "buildkit";
  return defined({ kind, because: kind === "buildkit" && named ? named.from : ofEngine[kind] });
}
