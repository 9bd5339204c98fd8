/**
 * `install.sh`, in a home of its own: with a release that has a small script for an executable, from a server and from a
 * folder, and once with the real one; and what it says where it fails.
 */
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import type { RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { thisTarget } from "../../scripts/lib/executables.mjs";
import { archiveOf, folderIn, product, tag } from "../../scripts/lib/release/product.mjs";
import { missing, program } from "../support/programs.ts";
import { filesOf, noRelease, type Ran, ran, releases, type Served, served, versionLine } from "../support/release.ts";

const script = join(import.meta.dirname, "../../packaging/install.sh");
const archive = archiveOf(thisTarget());
/** What the executable of the small release is. */
const stub = `#!/bin/sh\n[ "$1" = version ] || echo "asked: $*"\n`;

let small: string;
let server: Served;
let answer: RequestListener;
let home: string;
let installed: string;

beforeAll(async () => {
  small = mkdtempSync(join(tmpdir(), "windlass-release-"));
  await makeRelease(small, stub);
  server = await served((...given) => answer(...given));
});
afterAll(async () => {
  await server.close();
  rmSync(small, { recursive: true });
});
beforeEach(() => {
  answer = filesOf(small);
  home = realpathSync(mkdtempSync(join(tmpdir(), "windlass-install-")));
  installed = join(home, ".local/bin/windlass");
});
afterEach(() => rmSync(home, { recursive: true }));

async function makeRelease(folder: string, executable: string): Promise<void> {
  const [at, inside] = [join(folder, tag), folderIn(thisTarget())];
  mkdirSync(join(at, inside), { recursive: true });
  writeFileSync(join(at, inside, "windlass"), executable);
  await ran(["sh", "-c", `tar -czf ${archive} ${inside} && sha256sum ${archive} > SHA256SUMS`], { cwd: at });
}

const environment = (more: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  PATH: "/usr/local/bin:/usr/bin:/bin",
  HOME: home,
  TMPDIR: home,
  WINDLASS_RELEASES: server.address,
  ...more,
});

const install = (args: readonly string[] = [], more: NodeJS.ProcessEnv = {}, shell = ["/bin/sh"]): Promise<Ran> => {
  const [first = "", ...rest] = shell;
  return ran([first, ...rest, script, ...args], { env: environment(more), cwd: home });
};

/** A folder for the PATH that has nothing but these programs of the system. */
function onlyPrograms(names: readonly string[]): string {
  const folder = join(home, "programs");
  mkdirSync(folder);
  for (const name of names) symlinkSync(program(name) ?? name, join(folder, name));
  return folder;
}
const needed = "cat chmod cp dirname getconf gzip ls mkdir mktemp mv rm sed sh tar uname".split(" ");

test("it installs this version from where releases are, which the page names, too", () => {
  const text = readFileSync(script, "utf8");
  expect(text).toContain(`\nversion=${product.version}\n`);
  expect(text).toContain(`:-${product.releases}}\n`);
  expect(text).toContain(`curl -fsSL ${product.homepage}/releases/latest/download/install.sh | sh\n`);
  const page = readFileSync(join(import.meta.dirname, "../../docs/install.md"), "utf8");
  expect(page).toContain(`\ncurl -fsSL ${product.homepage}/releases/latest/download/install.sh | sh\n`);
  expect(new Set(page.match(/\bv\d+\.\d+\.\d+/g))).toEqual(new Set([tag]));
});

test.skipIf(missing("shellcheck") !== "")(`shellcheck has no complaint${missing("shellcheck")}`, async () => {
  const step = join(import.meta.dirname, "../../packaging/github/set-up.sh");
  expect(await ran(["shellcheck", script, step])).toEqual({ code: 0, stdout: "", stderr: "" });
});

const noCurl = missing("curl", "sha256sum");
const noDownload = noRelease || noCurl;
describe.skipIf(noDownload !== "")(`the executable of a release${noDownload}`, () => {
  test("is installed from a server, runs, and becomes a command of docker", async () => {
    answer = filesOf(releases);
    const result = await install(["--plugin"]);
    expect(result.stderr).toContain(`Installed Windlass ${product.version}: ${installed}\n`);
    expect(result.code).toBe(0);
    expect(readdirSync(home)).toEqual([".docker", ".local"]);
    expect(readdirSync(join(home, ".local/bin"))).toEqual(["windlass"]);
    expect(await ran([installed, "version"], { env: {} })).toEqual({ code: 0, stdout: versionLine, stderr: "" });
    const { stdout } = await ran([join(home, ".docker/cli-plugins/docker-windlass"), "docker-cli-plugin-metadata"]);
    expect(JSON.parse(stdout)).toMatchObject({ Vendor: "Windlass", Version: product.version });
  });

  test.skipIf(missing("docker") !== "")(`docker runs it as its own compose${missing("docker")}`, async () => {
    await install(["--from", releases, "--plugin=compose"]);
    const { stdout } = await ran(["docker", "compose", "version"], { env: environment({}) });
    expect(stdout).toBe(versionLine);
  });
});

describe.skipIf(noCurl !== "")(`install.sh${noCurl}`, () => {
  for (const shell of [["dash"], ["busybox", "sh"], ["bash", "--posix"]]) {
    const why = missing(shell[0] ?? "");
    test.skipIf(why !== "")(`${shell[0]} runs it${why}`, async () => {
      const { code, stderr } = await install([], {}, shell);
      expect({ code, stderr }).toEqual({
        code: 0,
        stderr: [
          `Downloading Windlass ${product.version} for ${thisTarget().name}`,
          `Installed Windlass ${product.version}: ${installed}`,
          `${home}/.local/bin is not in PATH. Add this line to your shell's profile:`,
          `  export PATH="${home}/.local/bin:$PATH"\n`,
        ].join("\n"),
      });
      expect(readdirSync(home, { recursive: true }).sort()).toEqual([".local", ".local/bin", ".local/bin/windlass"]);
      expect(readFileSync(installed, "utf8")).toBe(stub);
      expect(statSync(installed).mode & 0o777).toBe(0o755);
    });
  }

  test("it comes through a pipe, and cut off on its way it does nothing", async () => {
    const piped = (part: string) =>
      ran(["sh", "-c", `${part} '${script}' | sh -s -- --dir here`], { env: environment({}), cwd: home });
    for (const bytes of [500, 3000, 5000])
      expect((await piped(`head -c ${bytes}`)).stderr).not.toContain("Downloading");
    expect(readdirSync(home)).toEqual([]);
    expect((await piped("cat")).code).toBe(0);
    expect(existsSync(join(home, "here/windlass"))).toBe(true);
  });

  for (const programs of [
    ["wget", "sha256sum"],
    ["curl", "shasum", "perl"],
    ["curl", "openssl"],
  ]) {
    const why = missing(...programs);
    test.skipIf(why !== "")(`${programs.join(" and ")} are enough${why}`, async () => {
      const { code, stderr } = await install([], { PATH: onlyPrograms([...needed, ...programs]) });
      expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("Installed") });
    });
  }

  test("a folder is as good as a server, and a target in PATH needs no word", async () => {
    const flags = [`--from=${small}`, `--dir=${home}/bin`, "--version", `v${product.version}`];
    const { code, stderr } = await install(flags, { PATH: `/usr/bin:/bin:${home}/bin` });
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.not.stringContaining("PATH") });
    expect(readFileSync(join(home, "bin/windlass"), "utf8")).toBe(stub);
  });

  test("it replaces an older one in one step", async () => {
    mkdirSync(join(home, ".local/bin"), { recursive: true });
    writeFileSync(installed, "old", { mode: 0o644 });
    const { ino } = statSync(installed);
    expect((await install()).code).toBe(0);
    expect(statSync(installed).ino).not.toBe(ino);
    expect(readFileSync(installed, "utf8")).toBe(stub);
  });

  test.each([
    ["--plugin", "windlass"],
    ["--plugin=compose", "compose"],
  ])("%s is the program's own to do", async (flag, name) => {
    expect(await install([flag])).toMatchObject({ code: 0, stdout: `asked: install-plugin --as ${name}\n` });
  });

  describe("it leaves everything as it was where", () => {
    async function refused(args: readonly string[] = [], more: NodeJS.ProcessEnv = {}): Promise<string> {
      const before = readdirSync(home, { recursive: true });
      const { code, stdout, stderr } = await install(args, more);
      expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
      expect(readdirSync(home, { recursive: true })).toEqual(before);
      return stderr;
    }

    /** Answers what ends so in another way. */
    const except = (ending: string, other: RequestListener): void => {
      answer = (request, response) => (request.url?.endsWith(ending) ? other : filesOf(small))(request, response);
    };

    test("the checksum is another", async () => {
      except("SUMS", (_, response) => response.end(`${"0".repeat(64)}  ${archive}\n`));
      expect(await refused()).toMatch(
        /^install\.sh: the download is damaged: its SHA-256 is [0-9a-f]{64}, but .* 0{64}\n/m,
      );
    });

    test("the download ends early", async () => {
      except(".tar.gz", (_, response) => {
        response.writeHead(200, { "Content-Length": 1000 }).write("half");
        setTimeout(() => response.destroy(), 50);
      });
      expect(await refused()).toMatch(/^install\.sh: cannot download .*\.tar\.gz$/m);
    });

    test("the download is half, and the server says that this is all", async () => {
      except(".tar.gz", (_, response) => response.end(readFileSync(join(small, tag, archive)).subarray(0, 100)));
      expect(await refused()).toContain("install.sh: the download is damaged");
    });

    test("there is no such version", async () => {
      expect(await refused(["--version", "v9.9.9"])).toContain(
        `install.sh: cannot read ${server.address}/v9.9.9/SHA256SUMS\n  is 9.9.9 a version of Windlass?`,
      );
    });

    test("no server answers", async () => {
      expect(await refused(["--from", "http://127.0.0.1:9"])).toContain("install.sh: cannot read http://127.0.0.1:9/");
    });

    test("the release has no build for this system", async () => {
      except("SUMS", (_, response) => response.end(`${"0".repeat(64)}  windlass-plan9.tar.gz\n`));
      expect(await refused()).toContain(
        `install.sh: Windlass ${product.version} has no build for ${thisTarget().name}\n`,
      );
    });

    test.each([
      ["echo Plan9", "Plan9"],
      ["case $1 in -s) echo Linux ;; *) echo riscv64 ;; esac", "a riscv64 processor"],
    ])("no release has a build: uname is %s", async (uname, what) => {
      const folder = onlyPrograms([]);
      writeFileSync(join(folder, "uname"), `#!/bin/sh\n${uname}\n`, { mode: 0o755 });
      expect(await refused([], { PATH: `${folder}:/usr/bin:/bin` })).toContain(
        `install.sh: there is no build for ${what}\n`,
      );
    });

    test.each([
      ["curl and wget", ["sha256sum"], "install.sh: curl or wget is needed to download"],
      ["programs for checksums", ["curl"], "install.sh: sha256sum, shasum or openssl is needed to check the download"],
    ])("%s are missing", async (_name, others, message) => {
      expect(await refused([], { PATH: onlyPrograms([...needed, ...others]) })).toContain(message);
    });

    test("something is in the way", async () => {
      writeFileSync(join(home, "file"), "");
      expect(await refused(["--dir", "file/bin"])).toContain(`install.sh: cannot write to ${home}/file/bin\n`);
      mkdirSync(join(home, "bin/windlass"), { recursive: true });
      expect(await refused(["--dir", "bin"])).toContain(`install.sh: ${home}/bin/windlass is a folder\n`);
    });

    test("the executable does not start, and the old one stays", async () => {
      await makeRelease(join(home, "broken"), "#!/bin/sh\necho no such library >&2\nexit 127\n");
      mkdirSync(join(home, ".local/bin"), { recursive: true });
      writeFileSync(installed, "old");
      expect(await refused(["--from", join(home, "broken")])).toContain(
        "no such library\ninstall.sh: the executable does not start here\n",
      );
      expect(readFileSync(installed, "utf8")).toBe("old");
    });

    const notRoot = process.getuid?.() === 0 ? "" : " (skipped: only root can be another user)";
    test.skipIf(notRoot !== "")(`the folder is another user's${notRoot}`, async () => {
      chmodSync(home, 0o755);
      // Another user may not be able to reach this checkout.
      const [copy, folder] = [join(home, "install.sh"), join(home, "theirs")];
      copyFileSync(script, copy);
      mkdirSync(folder);
      const { code, stderr } = await ran(["sh", copy, "--dir", folder], { env: environment({}), cwd: "/", uid: 65534 });
      expect({ code, stderr }).toEqual({ code: 1, stderr: expect.stringContaining(`cannot write to ${folder}\n`) });
      expect(readdirSync(folder)).toEqual([]);
    });

    test.each([
      [["--nonsense"], "install.sh: unknown option: --nonsense\n  --help lists the options\n"],
      [["--dir"], "install.sh: --dir needs a value\n"],
      [["--dir="], "install.sh: --dir needs a value\n"],
    ])("%s is asked for", async (args, stderr) => {
      expect(await refused(args)).toBe(stderr);
    });
  });
});
