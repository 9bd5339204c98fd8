/** Debian's package, the archive and the installer, each in a root file system that had nothing of Windlass before. */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { thisTarget } from "../../scripts/lib/executables.mjs";
import { archiveOf, folderIn, product, tag } from "../../scripts/lib/release/product.mjs";
import { inCleanRoot, noCleanRoot } from "../support/clean-root.ts";
import { missing } from "../support/programs.ts";
import { noRelease, published, ran, versionLine } from "../support/release.ts";

const architecture = { x64: "amd64", arm64: "arm64" }[process.arch as "x64" | "arm64"];
const debian = `windlass_${product.version}_${architecture}.deb`;
const noDpkg = noRelease || missing("dpkg-deb");

test.skipIf(noDpkg !== "")(`Debian's package has its files where Debian has such files${noDpkg}`, async () => {
  const { stdout } = await ran(["dpkg-deb", "--contents", join(published, debian)]);
  const entries = stdout
    .trim()
    .split("\n")
    .map((line) => line.split(/\s+/));
  expect(new Set(entries.map(([, owner]) => owner))).toEqual(new Set(["root/root"]));
  const files = entries.filter(([mode]) => !mode?.startsWith("d")).map(([mode, , , , , name]) => `${mode} ${name}`);
  const isPage = (file: string): boolean => /^-rw-r--r-- \.\/usr\/share\/man\/man1\/windlass[\w-]*\.1\.gz$/.test(file);
  expect(files.filter(isPage).length).toBeGreaterThan(20);
  expect(files.filter((file) => !isPage(file))).toEqual([
    "-rwxr-xr-x ./usr/bin/windlass",
    "-rw-r--r-- ./usr/share/bash-completion/completions/windlass",
    "-rw-r--r-- ./usr/share/zsh/vendor-completions/_windlass",
    "-rw-r--r-- ./usr/share/fish/vendor_completions.d/windlass.fish",
    "-rw-r--r-- ./usr/share/doc/windlass/copyright",
    "-rw-r--r-- ./usr/share/doc/windlass/LICENSES.txt",
    "lrwxrwxrwx ./usr/libexec/docker/cli-plugins/docker-windlass",
  ]);
  const { stdout: fields } = await ran(["dpkg-deb", "--field", join(published, debian)]);
  expect(fields).toContain(`Package: windlass\nVersion: ${product.version}\nArchitecture: ${architecture}\n`);
});

describe.skipIf(noCleanRoot !== "")(`in a clean root${noCleanRoot}`, () => {
  test("dpkg installs the package, and removes all of it", async () => {
    const script = `
      dpkg -i /release/${tag}/${debian} >/dev/null
      windlass version
      /usr/libexec/docker/cli-plugins/docker-windlass docker-cli-plugin-metadata | grep -o '"Vendor":"Windlass"'
      dpkg --verify windlass
      dpkg -r windlass >/dev/null
      find / -xdev -path /release -prune -o -name '*windlass*' -not -path '/var/*' -not -path '/proc/*' -print`;
    expect(await inCleanRoot(script)).toMatchObject({ code: 0, stdout: `${versionLine}"Vendor":"Windlass"\n` });
  });

  test("the archive needs nothing but to be unpacked", async () => {
    const folder = folderIn(thisTarget());
    const script = `
      tar -xzf /release/${tag}/${archiveOf(thisTarget())} -C /opt
      /opt/${folder}/windlass version
      cd /opt/${folder} && ls -d * completions/* man/windlass.1`;
    const files = "LICENSE LICENSES.txt README.md completions completions/_windlass completions/windlass.bash";
    const more = "completions/windlass.fish completions/windlass.ps1 man man/windlass.1 windlass";
    expect(await inCleanRoot(script)).toMatchObject({
      code: 0,
      stdout: `${versionLine}${`${files} ${more}`.split(" ").sort().join("\n")}\n`,
    });
  });

  test("the installer of the release installs it, and the executable starts", async () => {
    const script = `
      export HOME=/home/user
      sh /release/${tag}/install.sh --from /release --plugin 2>/dev/null
      ~/.local/bin/windlass version
      ls ~/.docker/cli-plugins`;
    const plugin = "/home/user/.docker/cli-plugins/docker-windlass";
    expect(await inCleanRoot(script)).toMatchObject({
      code: 0,
      stdout: `Installed ${plugin}: docker windlass runs windlass.\n${versionLine}docker-windlass\n`,
    });
  });
});
