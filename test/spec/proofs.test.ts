/** Each attribute that has an effect has a test that proves it, and each such test names an attribute that there is. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { foundProofs } from "../../scripts/lib/proofs.mjs";

interface Row {
  /** `services.cpus`; at the top level, `name`. */
  readonly path: string;
  readonly verdict: string;
  readonly proof: string;
}

/** The rows of docs/spec-support.md. */
function rowsOfPage(): readonly Row[] {
  const page = readFileSync(new URL("../../docs/spec-support.md", import.meta.url), "utf8");
  return page.split("\n## ").flatMap((section) => {
    const name = /^`(.+)`/.exec(section)?.[1];
    return [...section.matchAll(/^\| `(.+?)` \| ([a-z ]+) \| ([a-z]*) ?\|/gm)].map(
      ([, path = "", verdict = "", proof = ""]) => ({ path: name ? `${name}.${path}` : path, verdict, proof }),
    );
  });
}

const rows = rowsOfPage();
const works = (verdict: string): boolean => verdict === "applied" || verdict === "emulated";

test("each title of a proof names an attribute that has an effect", () => {
  const attributes = new Set(rows.filter(({ verdict }) => works(verdict)).map(({ path }) => path));
  expect(foundProofs().filter(({ path }) => !attributes.has(path))).toEqual([]);
});

test("proofs of each kind stand where their kind is run", () => {
  const folders = { inside: "test/engine/", request: "test/docker/requests/", loaded: "test/" };
  expect(foundProofs().filter(({ proof, file }) => !file.startsWith(folders[proof]))).toEqual([]);
});

test("each attribute that has an effect has a proof", () => {
  const bare = rows.filter(({ path, verdict, proof }) => works(verdict) && proof === "" && !isOwed(path));
  expect(rows.length).toBeGreaterThan(350);
  expect(bare.map(({ path }) => path)).toEqual([]);
});

/** Without a proof so far: this list only ever gets shorter. */
const owed: readonly string[] = [
  "services.volumes[].type",
  "services.volumes[].source",
  "services.volumes[].target",
  "services.volumes[].read_only",
  "services.volumes[].bind.propagation",
  "services.volumes[].bind.create_host_path",
  "services.volumes[].bind.selinux",
  "services.volumes[].volume.nocopy",
  "services.volumes[].volume.subpath",
  "services.volumes[].tmpfs.size",
  "services.volumes[].tmpfs.mode",
  "volumes.name",
  "volumes.driver",
  "volumes.driver_opts",
  "volumes.external.name",
  "volumes.labels",
];

/** Itself, or a mapping that has its effect through its parts. */
const isOwed = (path: string): boolean =>
  owed.some((one) => one === path || [".", "[", ":"].some((mark) => one.startsWith(path + mark)));
