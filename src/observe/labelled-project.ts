/**
 * A project without its file, as the labels of its containers tell it: its services, what each depends on and how. Enough
 * for starting what there is in order; what a container is made of is read from the container.
 */
import { cycleIn } from "../core/graph.ts";
import type { ProjectName } from "../core/ids.ts";
import { isReplica, labels } from "../engine/labels.ts";
import type { ContainerFact } from "../engine/port.ts";
import { load } from "../spec/load.ts";
import type { Disk } from "../spec/load-request.ts";
import type { Project } from "../spec/project.ts";

interface Dependency {
  readonly condition: string;
  readonly restart: boolean;
}

type Dependencies = ReadonlyMap<string, Dependency>;

/** @param name as it was asked for: of what is there already it need not be a name that a file may have */
export async function labelledProject(name: string, containers: readonly ContainerFact[]): Promise<Project> {
  const replicas = containers.filter((container) => isReplica(container.labels));
  const byService = Map.groupBy(replicas, (container) => container.labels[labels.service] ?? "");
  const needs = withoutCircles(
    new Map(
      [...byService].map(([service, own]) => {
        const named = own.flatMap((container) => dependenciesIn(container.labels[labels.dependsOn] ?? ""));
        return [service, new Map(named.filter(([need]) => need !== service && byService.has(need)))] as const;
      }),
    ),
  );
  const services = [...byService].map(([service, own]) => [
    service,
    { image: imageOf(own), scale: own.length, depends_on: Object.fromEntries(needs.get(service) ?? []) },
  ]);
  const document = { services: Object.fromEntries(services) };
  const project = await load(
    {
      files: [path],
      projectName: "labelled",
      profiles: [],
      envFiles: [],
      services: [],
      skip: new Set(["consistency"]),
    },
    { env: {}, cwd: "/", home: undefined, disk: holding(JSON.stringify(document)) },
  );
  return { ...project, name: name as ProjectName };
}

const conditions = ["service_started", "service_healthy", "service_completed_successfully"];

/** `db:service_healthy:true,cache`; what an old label leaves out is as docker compose takes it. */
const dependenciesIn = (label: string): readonly (readonly [name: string, Dependency])[] =>
  label
    .split(",")
    .filter((part) => part !== "")
    .map((part) => {
      const [name = "", condition = "", restart = "true"] = part.split(":");
      return [
        name,
        { condition: conditions.includes(condition) ? condition : "service_started", restart: restart === "true" },
      ];
    });

/** Containers that were made from different files may need each other: there is no order among these. */
function withoutCircles(all: ReadonlyMap<string, Dependencies>): ReadonlyMap<string, Dependencies> {
  const needs = new Map([...all].map(([service, own]) => [service, new Map(own)]));
  const names = (): ReadonlyMap<string, readonly string[]> =>
    new Map([...needs].map(([service, own]) => [service, [...own.keys()]]));
  for (let circle = cycleIn(names()); circle !== undefined; circle = cycleIn(names()))
    for (const [i, service] of circle.entries()) needs.get(service)?.delete(circle[i + 1] ?? "");
  return needs;
}

const imageOf = ([first]: readonly ContainerFact[]): string => first?.config.image ?? first?.imageId ?? "";

const path = "/labels.json";

/** A disk with nothing but this text. */
const holding = (text: string): Disk => ({
  read: async (asked) => {
    if (asked !== path) throw Object.assign(new Error(`no file ${asked}`), { code: "ENOENT" });
    return new TextEncoder().encode(text);
  },
  kind: async (asked) => (asked === path ? "file" : "missing"),
});
