/** `config`: what it prints for each flag, and that it touches no engine but for digests. */
import { expect, test } from "vitest";
import { withEmptyEngine } from "../../../scripts/lib/empty-engine.mjs";
import { type Ended, windlassOn } from "../../support/on-files.ts";

const files: Record<string, string> = {
  "/app/compose.yaml": `name: shop
services:
  web:
    image: nginx:\${TAG:-1.27}
    ports: ["\${PORT:?which port}:80"]
    depends_on: [db]
    env_file: web.env
    environment:
      URL: https://\${HOST}/\${PATH_ALT:+alt}
      FIXED: it$$x
    secrets: [token]
  db:
    image: redis:7
    volumes: ["data:/data"]
  job:
    image: busybox
    profiles: [tools, ci]
    secrets: [token]
volumes:
  data:
  unused:
secrets:
  token: {file: ./token.txt}
`,
  "/app/compose.override.yaml": "services:\n  web:\n    environment: {COLOUR: red, FIXED: plain}\n",
  "/app/.env": "# shop\nPORT=8080\n",
  "/app/web.env": "PASSWORD=hunter2\nCOLOUR=blue\n",
  "/app/token.txt": "s3cret\n",
};

/** Image → its digest on its registry. */
type Images = Readonly<Record<string, string>>;

/** @param images that the engine finds on registries; without them no engine answers */
async function config(argv: string, more: Record<string, string> = {}, images?: Images): Promise<Ended> {
  const on = (host?: string): Promise<Ended> =>
    windlassOn({ ...files, ...more }, ["config", ...argv.split(" ").filter(Boolean)], {
      env: { HOST: "shop.example" },
      host,
      read: ["/app/full.yaml"],
    });
  if (images === undefined) return on();
  const answers = Object.entries(images).map(([name, digest]) => ({
    path: `/distribution/${name}/json`,
    body: { Descriptor: { digest, mediaType: "application/vnd.oci.image.index.v1+json" }, Platforms: [] },
  }));
  return withEmptyEngine(on, answers);
}

test.each([
  ["--services", "db\nweb\n"],
  ["--volumes", "data\n"],
  ["--networks", "default\n"],
  ["--models", ""],
  ["--profiles", "ci\ntools\n"],
  ["--images", "redis:7\nnginx:1.27\n"],
  ["--services --format json", "db\nweb\n"],
  ["--images --services -q", "db\nweb\n"],
  ["--profiles --images", "ci\ntools\n"],
])("config %s is a list", async (argv, expected) => {
  const { code, out, err } = await config(argv);
  expect({ code, out: out.split("\n").sort(), err }).toEqual({ code: 0, out: expected.split("\n").sort(), err: "" });
});

test.each(["--services", "--volumes", "--networks", "--models", "--profiles", "--images", "--environment"])(
  "config %s needs no file that a service names",
  async (list) => {
    const lost = {
      "/app/compose.override.yaml":
        "services: {web: {env_file: gone.env, label_file: gone.labels}, job: {profiles: !reset , env_file: gone.env}}",
    };
    expect((await config("", lost)).code).toBe(1);
    expect(await config(list, lost)).toMatchObject({ code: 0, err: "" });
  },
);

test.each(["--services", "--volumes", "--networks", "--profiles", "--images", "-q", "--hash *", ""])(
  "config --no-consistency %s prints a model that makes no sense",
  async (list) => {
    const wrong = { "/app/compose.override.yaml": "services: {none: {}, web: {volumes: ['nothing:/n']}}" };
    expect((await config(list, wrong)).code).toBe(1);
    expect(await config(`--no-consistency ${list}`, wrong)).toMatchObject({ code: 0, err: "" });
  },
);

test("config --environment has the variables of the process, of .env and of the project", async () => {
  const lines = (await config("--environment")).out.split("\n");
  expect(lines.filter((line) => /^(HOST|PORT|PWD|COMPOSE_PROJECT_NAME)=/.test(line)).toSorted()).toEqual([
    "COMPOSE_PROJECT_NAME=shop",
    "HOST=shop.example",
    "PORT=8080",
    "PWD=/app",
  ]);
});

test("--hash prints what up writes into the label, for all services or for those that are named", async () => {
  const all = await config("--hash *");
  expect(all.out).toMatch(/^db [0-9a-f]{64}\nweb [0-9a-f]{64}\n$/);
  expect((await config("--hash web")).out).toBe(`${all.out.split("\n")[1]}\n`);
  expect((await config("--hash web,db")).out).toBe(all.out);
  const wrong = await config("--hash wbe");
  expect(wrong).toMatchObject({
    code: 1,
    out: "",
    err: 'error[undefined-service]: no such service: wbe\n = hint: did you mean "web"?\n',
  });
});

test("--hash of one service does not read the env files of another", async () => {
  const broken = "services:\n  a: {image: a}\n  b: {image: b, env_file: nowhere.env}\n";
  const { code, out } = await windlassOn({ "/app/compose.yaml": broken }, ["config", "--hash", "a"]);
  expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^a [0-9a-f]{64}\n$/) });
});

test("--hash counts a container whose volumes are mounted as it is written", async () => {
  const project = 'services: {w: {image: x, volumes_from: ["container:a"]}}';
  const { out } = await windlassOn({ "/app/compose.yaml": project }, ["config", "--hash", "w"]);
  // What docker compose prints.
  expect(out).toBe("w dfb3d6b991514ad41d17b7436e2a9633eca723b98956568bb8d9ad15aaab00f2\n");
});

test("--variables says what the files say of each variable, as a table, JSON or YAML", async () => {
  const table = await config("--variables");
  expect(table.out.split("\n").map((line) => line.trimEnd())).toEqual([
    "NAME                REQUIRED            DEFAULT VALUE       ALTERNATE VALUE",
    "HOST                false",
    "PATH_ALT            false                                   alt",
    "PORT                true",
    "TAG                 false               1.27",
    "",
  ]);
  expect(JSON.parse((await config("--variables --format json")).out).TAG).toEqual({
    Name: "TAG",
    DefaultValue: "1.27",
    PresenceValue: "",
    Required: false,
  });
  expect((await config("--variables --format yaml")).out).toContain(
    'PORT:\n    name: PORT\n    defaultvalue: ""\n    presencevalue: ""\n    required: true\n',
  );
});

test("-q prints no model, -o writes it to a file", async () => {
  expect(await config("-q")).toMatchObject({ code: 0, out: "", err: "" });
  const written = await config("-o full.yaml");
  expect(written.out).toBe("");
  expect(written.files["/app/full.yaml"]).toMatch(/^name: shop\n/);
  const wrong = await config("-o /nowhere/x.yaml");
  expect(wrong).toMatchObject({
    code: 1,
    err: "error[output-failed]: cannot write /nowhere/x.yaml: no such file or directory\n",
  });
});

test("--no-interpolate prints the files' text, dollars as they are", async () => {
  const { out } = await config("--no-interpolate");
  expect(out).toMatch(/image: nginx:\$\{TAG:-1\.27\}\n/);
  expect(out).toContain("FIXED: plain\n");
  expect(out).toContain("  job:\n");
  expect(JSON.parse((await config("--no-interpolate --format json")).out).services.web.env_file).toEqual([
    { path: "/app/web.env", required: true },
  ]);
  expect((await config("--variables web")).err).toContain("not applied when --variables is set");
  const named = await config("--no-interpolate web");
  expect(named.err).toBe(
    "service filtering is not applied when --no-interpolate is set: the names given are ignored\n",
  );
  expect((await config("--no-interpolate --hash web")).err).toBe(
    "error[usage]: --no-interpolate can't be combined with --hash\n",
  );
});

test("--no-normalize, --no-path-resolution, --no-env-resolution and --no-consistency leave their part out", async () => {
  expect((await config("--no-normalize")).out).not.toContain("default");
  expect((await config("--no-path-resolution")).out).toContain("file: ./token.txt\n");
  expect((await config("--no-env-resolution")).out).not.toContain("hunter2");
  const wrong = { "/app/compose.yaml": "services:\n  web: {image: x, networks: [q]}\n" };
  expect((await config("", wrong)).code).toBe(1);
  expect((await config("--no-consistency", wrong)).code).toBe(0);
});

test("--redact hides what came from variables, env files and secrets, and nothing else", async () => {
  const { out } = await config("--redact");
  for (const hidden of ["hunter2", "shop.example", "8080"]) expect(out).not.toContain(hidden);
  expect(out).toContain("PASSWORD: <redacted>\n");
  expect(out).toContain("URL: <redacted>\n");
  expect(out).toContain("COLOUR: red\n");
  expect(out).toContain("image: nginx:1.27\n");
  expect((await config("")).out).toContain("PASSWORD: hunter2\n");
  const { environment } = JSON.parse((await config("--redact --format json")).out).services.web;
  expect(environment).toEqual({ COLOUR: "red", FIXED: "plain", PASSWORD: "<redacted>", URL: "<redacted>" });
  expect((await config("--redact --environment")).out).toContain("HOST=<redacted>\n");
});

const guarded = {
  "/app/compose.yaml": `services:
  web: {image: "registry.example/\${REPOSITORY}:1", env_file: web.env, models: [chat]}
  db: {image: "redis:7"}
models:
  chat: {model: "ai/\${REPOSITORY}"}
`,
  "/app/compose.override.yaml": "services: {}\n",
  "/app/web.env": "PASSWORD=fallback\n",
  "/app/.env": "REPOSITORY=hush\n",
};

test.each([
  ["--images", "redis:7\n<redacted>\n"],
  ["--models", "<redacted>\n"],
  ["--hash db,web", /^db [0-9a-f]{64}\nweb <redacted>\n$/],
  ["--environment", /^(\w+=<redacted>\n)+$/],
  ["", /image: <redacted>/],
])("--redact %s shows nothing that may be secret", async (flags, expected) => {
  const { out, err } = await config(`--redact ${flags}`, guarded);
  expect(err).toBe("");
  expect(out).toMatch(expected);
  for (const secret of ["hush", "fallback"]) expect(out).not.toContain(secret);
});

test.each(["--lock-image-digests", "--lock-image-digests --format json", "--resolve-image-digests"])(
  "--redact %s shows no image that came from a variable",
  async (flags) => {
    const digest = `sha256:${"1".repeat(64)}`;
    const images = { "registry.example/hush:1": digest, "redis:7": digest };
    const { out, err } = await config(`--redact ${flags}`, guarded, images);
    expect(err).toBe("");
    expect(out).toContain("<redacted>");
    expect(out).toContain("redis:7@sha256");
    expect(out).not.toContain("hush");
  },
);

test("--explain says where each value came from", async () => {
  const { out } = await config("--explain services.web");
  await expect(out).toMatchFileSnapshot("golden/explain.txt");
  await expect((await config("--redact --explain services.web.environment")).out).toMatchFileSnapshot(
    "golden/explain-redacted.txt",
  );
});

test("--explain --format json has the same as data", async () => {
  const [one, ...others] = JSON.parse((await config("--format json --explain services.web.ports[0].published")).out);
  expect(others).toEqual([]);
  expect(one).toEqual({
    path: "services.web.ports[0].published",
    value: "8080",
    file: "/app/compose.yaml",
    line: 5,
    column: 13,
    endColumn: expect.any(Number),
    variables: [{ name: "PORT", from: "env-file", places: [expect.objectContaining({ file: "/app/.env", line: 2 })] }],
    replaced: [],
    chain: [],
  });
});

test("--explain of nothing says what was meant", async () => {
  const { code, err } = await config("--explain services.web.prots");
  expect(code).toBe(1);
  expect(err).toBe('error[usage]: the project has no value at "services.web.prots"\n = hint: did you mean "ports"?\n');
});

test("files that are not there are warnings, and errors with --strict", async () => {
  const missing = {
    "/app/compose.yaml": "services:\n  web:\n    build: ./web\n    secrets: [s]\nsecrets:\n  s: {file: ./nope}\n",
  };
  const lax = await config("", missing);
  expect(lax.code).toBe(0);
  expect(lax.err.match(/^warning\[file-not-found\]: .*$/gm)).toEqual([
    "warning[file-not-found]: there is no build context /app/web",
    "warning[file-not-found]: there is no secret file /app/nope",
  ]);
  const strict = await config("--strict", missing);
  expect(strict).toMatchObject({ code: 1, out: "" });
  expect(strict.err).toContain("\n2 errors\n");
  expect(
    (await config("--strict", { "/app/compose.yaml": "version: '3'\nservices: {web: {image: x}}\n" })).err,
  ).toContain("error[obsolete-attribute]");
});

const digest = `sha256:${"a".repeat(64)}`;

test("--resolve-image-digests and --lock-image-digests name images by their digests on the registries", async () => {
  const images = { "nginx:1.27": digest, "redis:7": digest };
  const resolved = await config("--resolve-image-digests", {}, images);
  expect(resolved.out).toContain(`image: docker.io/library/nginx:1.27@${digest}\n`);
  const locked = await config("--lock-image-digests", {}, images);
  expect(locked.out).toBe(
    `services:\n  db:\n    image: docker.io/library/redis:7@${digest}\n  web:\n    image: docker.io/library/nginx:1.27@${digest}\n`,
  );
  expect(JSON.parse((await config("--lock-image-digests --format json", {}, images)).out).services.db).toEqual({
    image: `docker.io/library/redis:7@${digest}`,
  });
});

test("--resolve-image-digests pins images that are mounted, too, but for those that the project builds", async () => {
  const mounting = {
    "/app/compose.yaml": `services:
  web:
    build: .
    image: own
    volumes:
      - {type: image, source: "redis:7", target: /data}
      - {type: image, source: own, target: /own}
`,
    "/app/compose.override.yaml": "services: {}\n",
    "/app/Dockerfile": "",
  };
  const { out } = await config("--resolve-image-digests --format json", mounting, { "redis:7": digest, own: digest });
  expect(JSON.parse(out).services.web.volumes).toEqual([
    { type: "image", source: `docker.io/library/redis:7@${digest}`, target: "/data" },
    { type: "image", source: "own", target: "/own" },
  ]);
});

test("an image without a digest is an error with its line, one that is named by its digest needs no engine", async () => {
  const { code, err } = await config("--resolve-image-digests", {}, { "redis:7": digest });
  expect(code).toBe(1);
  expect(err).toMatch(
    /^error\[registry-failed\]: cannot look up nginx:1\.27 on its registry: .*\n --> compose\.yaml:4:12\n/,
  );
  expect(err).not.toContain("redis");
  const pinned = {
    "/app/compose.yaml": `services:\n  a: {image: "me/app:1@${digest}"}\n  b: {build: .}\n`,
    "/app/Dockerfile": "",
    "/app/compose.override.yaml": "services: {}\n",
  };
  expect((await config("--lock-image-digests", pinned)).out).toBe(
    `services:\n  a:\n    image: docker.io/me/app@${digest}\n  b: {}\n`,
  );
});
