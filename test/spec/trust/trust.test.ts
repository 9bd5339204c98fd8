// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
import { describe, expect, test } from "vitest";
import { WindlassError } from "../../../src/core/errors.ts";
import { load } from "../../../src/spec/load.ts";
import type { HostRequest, LoadContext, LoadRequest } from "../../../src/spec/load-request.ts";
import type { Project } from "../../../src/spec/project.ts";
import { request } from "../../support/load.ts";
import { memoryContext } from "../../support/memory-context.ts";

interface Given {
  readonly request?: Partial<LoadRequest>;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly grants?: LoadContext["grants"];
  /** It is only read. */
  readonly isRead?: true;
  /** Gets each path that is read. */
  readonly read?: string[];
  /** Path → where it leads. */
  readonly links?: Readonly<Record<string, string>>;
}

const digest = `sha256:${"d".repeat(64)}`;

/** The published project `shop` is this text, in /cache/shop; what was read is told. */
async function loaded(
  text: string,
  given: Given = {},
): Promise<{ readonly project: Project; readonly read: string[] }> {
  const { links = {}, read = [] } = given;
  const world = memoryContext({ "/cache/shop/compose.yaml": text, ...given.files }, given.env, "/app");
  const context: LoadContext = {
    ...world,
    disk: {
      ...world.disk,
      read: async (path) => {
        read.push(path);
        return world.disk.read(links[path] ?? path);
      },
      realPath: async (path) => links[path] ?? path,
    },
    registries: {
      project: async (name) => {
        if (name !== "r.test/shop") throw new WindlassError("artifact-invalid", "it is not a Compose project");
        return { path: "/cache/shop/compose.yaml", folder: "/cache/shop", digest };
      },
    },
    ...(given.grants && { grants: given.grants }),
  };
  const project = await load(
    { ...request, files: ["oci://r.test/shop"], ...(given.isRead ? {} : { acts: "run" }), ...given.request },
    context,
  );
  return { project, read };
}

/** What is refused, as its line and its words. */
async function refused(text: string, given: Given = {}): Promise<readonly string[]> {
  try {
    await loaded(text, given);
    return [];
  } catch (error) {
    if (!(error instanceof WindlassError) || error.code !== "untrusted-project") throw error;
    return error.diagnostics.map(({ place, message }) => `${place?.line} ${message.replace("not trusted: ", "")}`);
  }
}

const service = (attributes: string): string => `services:\n  web: {image: x, ${attributes}}`;

describe("a project from elsewhere that is to be run is refused what it asks of this machine", () => {
  test("also for a service that only another one is built on", async () => {
    const text = `services:
  web: {build: {context: ., additional_contexts: {base: "service:base"}}}
  base: {build: {context: /etc, secrets: [key]}}
secrets: {key: {file: /home/me/key}}`;
    expect(await refused(text, { request: { services: ["web"] } })).toEqual([
      '3 service "base" is built from "/etc" of this machine',
      '4 secret "key" holds "/home/me/key" of this machine',
    ]);
  });

  test.each([
    [service("volumes: ['/etc:/e']"), ['2 service "web" mounts "/etc" of this machine']],
    [service("volumes: ['~/.ssh:/s']"), ['2 service "web" mounts "/home/me/.ssh" of this machine']],
    [
      service("volumes: [{type: bind, source: ../.., target: /x}]"),
      ['2 service "web" controls the engine, as root on its host'],
    ],
    [service("volumes: ['/var/run/docker.sock:/s']"), ['2 service "web" controls the engine, as root on its host']],
    [service("use_api_socket: true"), ['2 service "web" controls the engine, as root on its host']],
    [service("privileged: true"), ['2 service "web" has all rights on the host']],
    [service("provider: {type: evil}"), ['2 service "web" runs the program "evil" of this machine']],
    [service("devices: ['/dev/sda']"), ['2 service "web" uses the device "/dev/sda" of this machine']],
    [service("device_cgroup_rules: ['a *:* rwm']"), ['2 service "web" may use devices of this machine: "a *:* rwm"']],
    [service("cap_add: [NET_ADMIN]"), ['2 service "web" has the capability "NET_ADMIN"']],
    [service("cap_add: [SYS_ADMIN]"), ['2 service "web" can leave its container (SYS_ADMIN)']],
    [
      service("security_opt: [seccomp=unconfined]"),
      ['2 service "web" changes how it is confined: "seccomp=unconfined"'],
    ],
    [service("network_mode: host"), ['2 service "web" shares `network_mode` with this machine']],
    [service("pid: host"), ['2 service "web" shares `pid` with this machine']],
    [service("ipc: host"), ['2 service "web" shares `ipc` with this machine']],
    [service("userns_mode: host"), ['2 service "web" shares `userns_mode` with this machine']],
    [service("network_mode: 'container:db'"), ['2 service "web" shares `network_mode` with "container:db"']],
    [service("volumes_from: ['container:db']"), ['2 service "web" has the volumes of "container:db"']],
    [
      service("post_start: [{command: x, privileged: true}]"),
      ['2 service "web" post_start[0] has all rights on the host'],
    ],
    [service("build: /src"), ['2 service "web" is built from "/src" of this machine']],
    [
      service("build: {context: ., dockerfile: /etc/passwd}"),
      ['2 service "web" is built by "/etc/passwd" of this machine'],
    ],
    [
      service("build: {context: ., additional_contexts: {a: /etc}}"),
      ['2 service "web" is built from "/etc" of this machine'],
    ],
    [service("build: {context: ., ssh: [default]}"), ['2 service "web" is built with your SSH keys: "default"']],
    [service("build: {context: ., network: host}"), ['2 service "web" is built on the network of this machine']],
    [
      service("develop: {watch: [{path: /etc, action: sync, target: /t}]}"),
      ['2 service "web" copies "/etc" of this machine into its containers'],
    ],
    [service("environment: {A: '${AWS_SECRET_KEY}', B: '${TAG}'}"), ["2 reads your variable AWS_SECRET_KEY"]],
    [service("environment: [AWS_SECRET_KEY]"), ["2 reads your variable AWS_SECRET_KEY"]],
    [
      `${service("configs: [c]")}\nconfigs: {c: {file: /etc/hostname}}`,
      ['3 config "c" holds "/etc/hostname" of this machine'],
    ],
    [
      `${service("secrets: [s]")}\nsecrets: {s: {environment: AWS_SECRET_KEY}}`,
      ['3 secret "s" holds your variable "AWS_SECRET_KEY"'],
    ],
    [
      `${service("volumes: ['v:/v']")}\nvolumes: {v: {driver_opts: {type: none, o: bind, device: /etc}}}`,
      ['3 volume "v" mounts "/etc"'],
    ],
    [
      `${service("volumes: ['v:/v']")}\nvolumes: {v: {external: true}}`,
      [`3 volume "v" is the volume "v", which may be another project's`],
    ],
    [
      `${service("volumes: ['v:/v']")}\nvolumes: {v: {name: shop_db}}`,
      [`3 volume "v" is the volume "shop_db", which may be another project's`],
    ],
    [
      `${service("volumes: ['v:/v']")}\nvolumes: {v: {driver_opts: {type: tmpfs, o: "ro,bind", device: /etc}}}`,
      ['3 volume "v" mounts "/etc"'],
    ],
    [service("build: {context: ., args: [AWS_SECRET_KEY]}"), ["2 reads your variable AWS_SECRET_KEY"]],
    [
      `${service("networks: [n]")}\nnetworks: {n: {external: true}}`,
      [`3 network "n" is the network "n", which may be another project's`],
    ],
  ])("%s", async (text, requests) => {
    const env = { AWS_SECRET_KEY: "hunter2", TAG: "1" };
    expect(await refused(text, { env })).toEqual(requests);
    expect(await refused(text, { env, isRead: true })).toEqual([]);
    expect(await refused(text, { env, request: { trust: true } })).toEqual([]);
  });
});

test("who only stops it is asked about the programs that this runs", async () => {
  const text = service("privileged: true, provider: {type: evil}");
  expect(await refused(text, { request: { acts: "stop" } })).toEqual([
    '2 service "web" runs the program "evil" of this machine',
  ]);
});

test("what is its own is not asked for: its folders, its files, what it makes", async () => {
  const text = `${service("build: ., volumes: ['./data:/d', 'v:/v'], env_file: a.env, configs: [c], security_opt: ['no-new-privileges:true'], ports: ['80'], environment: {A: '${AWS_SECRET_KEY:-}'}")}
volumes: {v: {name: shop_v, driver_opts: {type: tmpfs, device: tmpfs}}}
configs: {c: {file: ./c}}`;
  expect(await refused(text, { files: { "/cache/shop/a.env": "A=1" } })).toEqual([]);
});

describe("a file of this machine is not read before that is granted", () => {
  const host = { "/etc/secret": "A=hunter2", "/etc/x.yaml": "services: {x: {image: y}}", "/app/.env": "TAG=2" };
  test.each([
    [service("env_file: /etc/secret"), "2 reads the env file /etc/secret"],
    [service("env_file: ['../../etc/secret']"), "2 reads the env file /etc/secret"],
    [service("label_file: /etc/secret"), "2 reads the label file /etc/secret"],
    [`include: [/etc/x.yaml]\n${service("tty: true")}`, "1 reads the included file /etc/x.yaml"],
    [
      `include: [{path: ./own.yaml, env_file: /etc/secret}]\n${service("tty: true")}`,
      "1 reads the env file /etc/secret",
    ],
    [service("extends: {file: /etc/x.yaml, service: x}"), "2 reads the extended file /etc/x.yaml"],
    [service("security_opt: ['seccomp=/etc/secret']"), "2 reads the seccomp profile /etc/secret"],
  ])("%s", async (text, expected) => {
    const files = { ...host, "/cache/shop/own.yaml": "services: {}" };
    // `config`, which acts on nothing, reads no more.
    expect(await refused(text, { files, isRead: true })).toEqual([expected]);
    const read: string[] = [];
    const grants = async (): Promise<boolean> => read.push("asked") > 0;
    await loaded(text, { files, grants, read, isRead: true }).catch(() => {});
    const outside = read.filter((path) => path === "asked" || path.startsWith("/etc/"));
    expect(outside).toEqual(["asked", expected.split(" ").at(-1)]);
  });

  test("a link out of the project leads nowhere", async () => {
    const text = service("env_file: a.env, volumes: ['./data:/d']");
    const links = { "/cache/shop/a.env": "/etc/secret", "/cache/shop/data": "/root" };
    const files = { ...host, "/cache/shop/a.env": "" };
    expect(await refused(text, { files, links })).toEqual([
      "2 reads the env file /cache/shop/a.env",
      '2 service "web" mounts "/cache/shop/data" of this machine',
    ]);
  });

  test("what is granted is read", async () => {
    const given = { files: host, request: { trust: true } };
    const { project, read } = await loaded(service("env_file: /etc/secret"), given);
    expect(project.services.values().next().value?.environment).toEqual({ A: "hunter2" });
    expect(read).toContain("/etc/secret");
  });
});

test("the question is one, holds all that is asked for, and no value", async () => {
  const asked: (readonly HostRequest[])[] = [];
  const text = service("env_file: /etc/secret, privileged: true, environment: {P: '${MY_PASSWORD}'}");
  const given: Given = {
    files: { "/etc/secret": "A=hunter2" },
    env: { MY_PASSWORD: "swordfish" },
    grants: async (requests) => {
      asked.push(requests);
      return true;
    },
  };
  const { project } = await loaded(text, given);
  expect(project.services.values().next().value).toMatchObject({ privileged: true, environment: { A: "hunter2" } });
  expect(asked.map((one) => one.map(({ message, from }) => `${from}: ${message}`))).toEqual([
    [
      '"oci://r.test/shop": reads the env file /etc/secret',
      '"oci://r.test/shop": service "web" has all rights on the host',
      '"oci://r.test/shop": reads your variable MY_PASSWORD',
    ],
  ]);
  expect(JSON.stringify(asked)).not.toMatch(/hunter2|swordfish/);
});

test("what only a granted file brings is asked for then", async () => {
  const asked: string[][] = [];
  const text = `include: [/app/mine.yaml]\n${service("tty: true")}`;
  const files = {
    "/app/mine.yaml": "include: ['oci://r.test/shop2']\nservices: {}",
    "/cache/shop2/compose.yaml": "services: {b: {image: x, pid: host}}",
  };
  const context = memoryContext({ "/cache/shop/compose.yaml": text, ...files });
  const projects = (name: string): string => `/cache/${name.replace("r.test/", "")}`;
  await load(
    { ...request, files: ["oci://r.test/shop"], acts: "run" },
    {
      ...context,
      registries: {
        project: async (name) => ({ path: `${projects(name)}/compose.yaml`, folder: projects(name), digest }),
      },
      grants: async (requests) => {
        asked.push(requests.map(({ message, from }) => `${from}: ${message}`));
        return true;
      },
    },
  );
  expect(asked).toEqual([
    ['"oci://r.test/shop": reads the included file /app/mine.yaml'],
    ['"oci://r.test/shop2": service "b" shares `pid` with this machine'],
  ]);
});

test("what the user's own files add is the user's word", async () => {
  const own =
    "include: ['oci://r.test/shop']\nservices: {web: {privileged: true, volumes: ['/etc:/e']}, db: {image: y, env_file: /etc/secret}}";
  const files = { "/app/compose.yaml": own, "/etc/secret": "A=1" };
  expect(await refused(service("tty: true"), { files, request: { files: [] } })).toEqual([]);
  expect(await refused(service("pid: host"), { files, request: { files: [] } })).toEqual([
    '2 service "web" shares `pid` with this machine',
  ]);
});

test("a project of a repository is not trusted either", async () => {
  const files = { "/git/shop/compose.yaml": service("privileged: true") };
  const context: LoadContext = {
    ...memoryContext(files),
    git: { file: async () => ({ path: "/git/shop/compose.yaml", folder: "/git/shop", commit: "c".repeat(40) }) },
  };
  const asking = load({ ...request, files: ["https://h.test/shop.git"], acts: "run" }, context);
  await expect(asking).rejects.toMatchObject({
    code: "untrusted-project",
    diagnostics: [{ hint: 'if you trust "https://h.test/shop.git", add --trust' }],
  });
});

test("its variables come from where the user is, and its name from the repository", async () => {
  const files = { "/app/.env": "TAG=2", "/cache/shop/.env": "TAG=evil" };
  const { project } = await loaded("services: {web: {image: 'x:${TAG}'}}", { files });
  expect(project).toMatchObject({ name: "shop", workingDir: "/cache/shop" });
  expect(project.services.values().next().value?.image).toBe("x:2");
  expect(project.warnings).toMatchObject([{ code: "artifact-digest", hint: expect.stringContaining(`@${digest}`) }]);
});

test("one that cannot be brought is told with the line that names it", async () => {
  const files = { "/app/compose.yaml": "services: {}\ninclude:\n  - oci://r.test/other" };
  await expect(loaded("", { files, request: { files: [] } })).rejects.toMatchObject({
    code: "invalid-project",
    diagnostics: [
      {
        code: "artifact-invalid",
        message: 'cannot use the project "oci://r.test/other": it is not a Compose project',
        place: { line: 3 },
      },
    ],
  });
});
