/**
 * Stand-ins for official images, where no registry answers: one file system of Debian's packages, imported once, and from
 * it an image for each name that keeps the promises of the official one as far as the examples use them. Each is labelled.
 * What makes the difference between them is in scripts/stand-ins/NAME.
 */
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ask, finish, messages } from "./engine-api.mjs";
import { onPath } from "./own-engine.mjs";
import { install, release } from "./packages.mjs";
import { inRepository, systemPath } from "./paths.mjs";
import { quiet } from "./run.mjs";
import { step } from "./say.mjs";

/** Image → its folder in scripts/stand-ins. */
const folders = new Map([
  ["busybox:latest", "busybox"],
  ["nginx:alpine", "nginx"],
  ["node:22-alpine", "node"],
  ["postgres:16-alpine", "postgres"],
  ["redis:7-alpine", "redis"],
]);
export const standInNames = [...folders.keys()];

const base = "windlass-stand-ins:debian";
const label = "dev.windlass.stand-in";
const packages = ["busybox-static", "nginx", "nodejs", "postgresql", "redis-server"];
/** What no container needs; the cluster that the PostgreSQL package makes is nobody's data. */
const leftOut = [
  "./var/cache/apt/*",
  "./var/lib/apt/lists/*",
  "./var/lib/postgresql/*/*",
  "./usr/share/doc/*",
  "./usr/share/man/*",
];
const env = { ...process.env, PATH: systemPath };

/** Makes the images of these names on the engine. */
export async function makeStandIns(address, names) {
  const made = await labelledImages(address);
  if (!made.some(({ RepoTags }) => RepoTags?.includes(base))) await importBase(address);
  for (const name of names)
    await step(`making ${name}`, () =>
      finish(
        messages(
          address,
          "POST",
          `/build?${new URLSearchParams({ t: name, networkmode: "none", labels: labelled(name) })}`,
          {
            body: archive(inRepository("scripts/stand-ins", folders.get(name))),
            type: "application/x-tar",
          },
        ),
      ),
    );
}

const labelled = (name) => JSON.stringify({ [label]: name });

async function importBase(address) {
  if (onPath("debootstrap") === undefined) await install(["debootstrap"]);
  const { codename, mirror } = await release();
  const root = mkdtempSync(join(tmpdir(), "windlass-stand-ins-"));
  try {
    await step(`making a root file system (${packages.join(", ")})`, () =>
      quiet("debootstrap", ["--variant=minbase", `--include=${packages.join(",")}`, codename, root, mirror], {
        env,
        limitSeconds: 400,
      }),
    );
    const [repo, tag] = base.split(":");
    const query = new URLSearchParams({ fromSrc: "-", repo, tag, changes: `LABEL ${label}=${base}` });
    await step("importing it", () =>
      finish(
        messages(address, "POST", `/images/create?${query}`, {
          body: archive(root, leftOut),
          type: "application/x-tar",
          limitSeconds: 180,
        }),
      ),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** The folder as a tar stream; a tar that fails breaks the stream. */
function archive(folder, leaveOut = []) {
  const exclude = leaveOut.map((pattern) => `--exclude=${pattern}`);
  const tar = spawn("tar", ["-C", folder, "--numeric-owner", "--one-file-system", ...exclude, "-c", "."], {
    stdio: ["ignore", "pipe", "inherit"],
    env,
  });
  tar.once("error", (error) => tar.stdout.destroy(error));
  tar.once("exit", (code) => code !== 0 && tar.stdout.destroy(new Error(`tar: exit code ${code}`)));
  return tar.stdout;
}

/** Removes every stand-in from the engine, as far as nothing uses it; `stay` names those that are left. */
export async function removeStandIns(address) {
  const made = await labelledImages(address);
  const names = made.flatMap(({ Id, RepoTags }) => {
    const tags = (RepoTags ?? []).filter((tag) => tag !== "<none>:<none>");
    return tags.length > 0 ? tags : [Id];
  });
  const stay = [];
  for (const name of names)
    await ask(address, "DELETE", `/images/${name}`).catch((error) => {
      if (error.status === 409) stay.push(name);
      else if (error.status !== 404) throw error;
    });
  return { removed: names.length > stay.length, stay };
}

function labelledImages(address) {
  const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
  return ask(address, "GET", `/images/json?filters=${filters}`);
}
