/** `bridge` by the built command on a real engine, with a transformation that tells what it was given. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Engine } from "../../../src/engine/port.ts";
import { buildOf, quietBuild } from "../../support/build-spec.ts";
import { engineAddresses, never, newProject, open } from "../../support/engines.ts";
import { commandLine, type Ended, runProgram } from "../../support/program.ts";
import { startRegistry } from "../../support/registry.ts";

const [address = ""] = engineAddresses;
const project = newProject();
const telling = `${project}-telling`;
const failing = `${project}-failing`;
const sleeping = `${project}-sleeping`;

let engine: Engine;
let folder: string;

const compose = `services:
  web:
    image: ${telling}
    ports: ["8080:80"]
    expose: ["7000"]
    environment: {PRICE: "5$$"}
    secrets: [token, key]
    configs: [page]
  built:
    build: .
secrets:
  token: {environment: TOKEN}
  key: {file: key.bin}
configs:
  page: {file: page.txt}
`;

/** Says what there is, and copies it. */
const script = `echo converting; echo careful >&2
id -u > /out/uid; echo "$LICENSE_AGREEMENT" > /out/license; ls -A /templates > /out/templates
if [ -e /out/round ]; then echo again >> /out/round; else echo first > /out/round; fi
cp /in/compose.yaml /out/
`;

async function image(name: string, dockerfile: string): Promise<void> {
  const context = join(folder, name);
  await mkdir(join(context, "templates/inner"), { recursive: true });
  await writeFile(join(context, "run.sh"), script);
  await writeFile(join(context, "templates/a.tmpl"), "a\n");
  await writeFile(join(context, "templates/inner/b.tmpl"), "b\n");
  await writeFile(join(context, "Dockerfile"), dockerfile);
  await engine.buildImage(buildOf(name, context), quietBuild);
}

beforeAll(async () => {
  engine = await open(address);
  folder = await mkdtemp(join(tmpdir(), `${project}-`));
  const label = "FROM busybox\nLABEL com.docker.compose.bridge=transformation\n";
  await image(
    telling,
    `${label}EXPOSE 443 53/udp\nCOPY run.sh /run.sh\nCOPY templates /templates\nENTRYPOINT ["sh", "/run.sh"]\n`,
  );
  await image(failing, `${label}ENTRYPOINT ["sh", "-c", "echo half > /out/half; echo no way >&2; exit 3"]\n`);
  await image(sleeping, 'FROM busybox\nENTRYPOINT ["sh", "-c", "echo sleeping; sleep 600"]\n');
  await writeFile(join(folder, "compose.yaml"), compose);
  await writeFile(join(folder, "key.bin"), Buffer.from([0xff, 0, 0xfe]));
  await writeFile(join(folder, "page.txt"), "one\ntwo $X\n");
});
afterAll(async () => {
  for (const name of [telling, failing, sleeping]) await engine.removeImage(name, never);
  engine.close();
  await rm(folder, { recursive: true });
});

const env = { ...process.env, DOCKER_HOST: address, COMPOSE_PROJECT_NAME: project, TOKEN: "se$cret" };
const bridge = (...words: readonly string[]): Promise<Ended> => runProgram(["bridge", ...words], { cwd: folder, env });
const read = (path: string): Promise<string> => readFile(join(folder, path), "utf8");
/** Images of containers that a command has left behind. */
async function left(): Promise<readonly string[]> {
  const found = await engine.listContainers([], never);
  return found.map(({ image: of }) => of).filter((of) => of.startsWith(project));
}

test("a transformation reads the project, and what it writes is the output", async () => {
  const { code, stdout, stderr } = await bridge("convert", "-t", telling, "-o", "out");
  expect({ code, stdout }).toEqual({ code: 0, stdout: "converting\n" });
  expect(stderr).toContain("careful\n");
  expect(stderr).toContain(`warning[image-missing]: the image ${project}-built is not built yet`);
  expect(await read("out/uid")).toBe(`${process.getuid?.()}\n`);
  expect(await read("out/license")).toBe("true\n");
  expect(await read("out/templates")).toBe("a.tmpl\ninner\n");
  expect((await read("out/compose.yaml")).replaceAll(folder, "/app").replaceAll(project, "shop")).toBe(`configs:
    page:
        content: |
            one
            two $X
        file: /app/page.txt
        name: shop_page
name: shop
networks:
    default:
        name: shop_default
secrets:
    key:
        content: !!binary /wD+
        file: /app/key.bin
        name: shop_key
    token:
        content: se$cret
        environment: TOKEN
        name: shop_token
services:
    built:
        build:
            context: /app
            dockerfile: Dockerfile
        image: shop-built
        networks:
            default: null
    web:
        configs:
            - source: page
        environment:
            PRICE: 5$
        expose:
            - "7000"
            - "53"
            - "443"
            - "80"
        image: shop-telling
        networks:
            default: null
        ports:
            - mode: ingress
              protocol: tcp
              published: "8080"
              target: 80
        secrets:
            - source: token
              target: /run/secrets/token
            - source: key
              target: /run/secrets/key
`);
  expect(await left()).toEqual([]);
});

test("several run one after the other on what the first has made, and templates can be one's own", async () => {
  await mkdir(join(folder, "mine"));
  await writeFile(join(folder, "mine/own.tmpl"), "own\n");
  const { code } = await bridge("convert", "-t", telling, "-t", telling, "-o", "twice", "--templates", "mine");
  expect(code).toBe(0);
  expect(await read("twice/round")).toBe("first\nagain\n");
  expect(await read("twice/templates")).toBe("own.tmpl\n");
});

test("one that fails leaves the output as it was, and no container", async () => {
  await mkdir(join(folder, "kept"));
  await writeFile(join(folder, "kept/before"), "before\n");
  const { code, stderr } = await bridge("convert", "-t", telling, "-t", failing, "-o", "kept");
  expect(code).toBe(1);
  expect(stderr).toContain(`no way\nerror[transformation-failed]: ${failing} exited with code 3\n`);
  expect(await readdir(join(folder, "kept"))).toEqual(["before"]);
  expect((await readdir(folder)).filter((name) => name.startsWith(".windlass"))).toEqual([]);
  expect(await left()).toEqual([]);
});

test("Ctrl-C removes the container, and writes nothing", async () => {
  const child = spawn(...commandLine(["bridge", "convert", "-t", sleeping, "-o", "never"]), {
    cwd: folder,
    env,
  });
  const errors = text(child.stderr);
  for await (const chunk of child.stdout) if (String(chunk).includes("sleeping")) break;
  child.kill("SIGINT");
  const [code] = await once(child, "close");
  expect({ code, errors: (await errors).includes("bug") }).toEqual({ code: 130, errors: false });
  expect(await left()).toEqual([]);
  expect(await readdir(folder)).not.toContain("never");
});

test("an image that no one has is one error with a hint", async () => {
  const registry = await startRegistry();
  const { code, stderr } = await bridge("convert", "-t", `${registry.host}/nobody/has-it`);
  await registry.close();
  expect(code).toBe(1);
  expect(stderr.match(/error\[/g)).toHaveLength(1);
  expect(stderr).toContain("hint: check the image's name and tag");
});

test("transformations are found by their label", async () => {
  const names = (await bridge("transformations", "ls", "-q")).stdout.split("\n");
  expect(names).toEqual(expect.arrayContaining([`${telling}:latest`, `${failing}:latest`]));
  expect(names).not.toContain(`${sleeping}:latest`);
  expect((await bridge("transformations", "list")).stdout).toMatch(
    new RegExp(`^IMAGE ID {12}REPO .*TAGS .*SIZE\n[\\s\\S]*[0-9a-f]{12} +${telling} +latest +[\\d.]+MB\n`),
  );
  const listed = JSON.parse((await bridge("transformations", "list", "--format", "json")).stdout) as object[];
  expect(listed).toContainEqual(
    expect.objectContaining({
      RepoTags: [`${telling}:latest`],
      Labels: expect.objectContaining({ "com.docker.compose.bridge": "transformation" }),
      Id: expect.stringMatching(/^sha256:/),
    }),
  );
});

test("create makes the sources of a new one, and never into a folder that exists", async () => {
  const { code, stdout } = await bridge("transformations", "create", "-f", telling, "new");
  expect({ code, stdout }).toEqual({
    code: 0,
    stdout: `Transformer created in ${JSON.stringify(join(folder, "new"))}\n`,
  });
  expect(await read("new/templates/inner/b.tmpl")).toBe("b\n");
  expect(await read("new/Dockerfile")).toBe(
    "FROM docker/compose-bridge-transformer\nLABEL com.docker.compose.bridge=transformation\nCOPY templates /templates\n",
  );
  expect((await bridge("transformations", "create", "-f", telling, "new")).stderr).toContain("already exists");
  const without = await bridge("transformations", "create", "-f", sleeping, "other");
  expect(without.stderr).toContain(`error[file-not-found]: the image ${sleeping} has no folder /templates\n`);
  expect(await readdir(folder)).not.toContain("other");
  expect(await left()).toEqual([]);
});
