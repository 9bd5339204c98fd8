/** Debian's packages, from the mirrors that the machine is set up with. */
import { existsSync, readFileSync } from "node:fs";
import { systemPath } from "./paths.mjs";
import { quiet } from "./run.mjs";
import { Stop, step } from "./say.mjs";

const env = { ...process.env, PATH: systemPath, DEBIAN_FRONTEND: "noninteractive" };

/** Why packages can't be installed here; undefined: they can. */
export function whyNoPackages() {
  if (process.getuid?.() !== 0) return "installing packages needs root";
  if (!existsSync("/usr/bin/apt-get")) return "this is not a Debian system: there is no apt-get";
  return undefined;
}

let updated = false;
async function update() {
  if (updated) return;
  await step("reading the package lists (apt-get update)", () =>
    quiet("apt-get", ["update", "-q"], { env, limitSeconds: 180 }),
  );
  updated = true;
}

/** Installs what is missing of `names`. */
export async function install(names) {
  const why = whyNoPackages();
  if (why !== undefined) throw new Stop(`${names.join(", ")} must be installed, but ${why}`);
  await update();
  await step(`installing Debian's packages ${names.join(", ")}`, () =>
    quiet("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...names], { env, limitSeconds: 300 }),
  );
}

/** The release's name and the mirror that apt takes it from: what debootstrap wants to know. */
export async function release() {
  await update();
  const codename = /^VERSION_CODENAME=(.*)$/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1];
  const wanted = ["Identifier: Packages", `Codename: ${codename}`, "Component: main", "Label: Debian"];
  const [mirror] = (await quiet("apt-get", ["indextargets", "--format", "$(REPO_URI)", ...wanted], { env })).split(
    "\n",
  );
  if (!codename || !mirror) throw new Stop("apt names no mirror for this release of Debian");
  return { codename, mirror };
}
