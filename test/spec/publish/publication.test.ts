// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are the texts under test
import { describe, expect, test } from "vitest";
import { load } from "../../../src/spec/load.ts";
import { namesAlone } from "../../../src/spec/load-request.ts";
import { type Publication, publicationOf } from "../../../src/spec/publish/publication.ts";
import { secretsIn } from "../../../src/spec/publish/secret-patterns.ts";
import { request } from "../../support/load.ts";
import { memoryContext } from "../../support/memory-context.ts";

async function publicationFrom(
  compose: string,
  more: Readonly<Record<string, string>> = {},
  { withEnv = false, files = [] }: { readonly withEnv?: boolean; readonly files?: readonly string[] } = {},
): Promise<Publication> {
  const context = memoryContext({ "/app/compose.yaml": compose, ...more });
  const project = await load({ ...request, files, profiles: ["*"], skip: namesAlone }, context);
  return publicationOf(project, { withEnv }, context);
}

const told = ({ findings }: Publication): readonly string[] =>
  findings.map(
    ({ kind, message, place, path }) => `${kind} ${place ? `${place.file}:${place.line}` : path} ${message}`,
  );

test("files are published as they are written, in the order in which they merge", async () => {
  const main = "# mine\nservices:\n  web: &w\n    image: x:${TAG:-1}\n    labels: {a: $$b}\n";
  const over = "services: {web: {tty: true}}\n";
  const files = ["/app/compose.yaml", "/app/compose.prod.yaml"];
  const publication = await publicationFrom(main, { "/app/compose.prod.yaml": over }, { files });
  expect(publication.files).toEqual([
    { kind: "compose", name: "compose.yaml", text: main },
    { kind: "compose", name: "compose.prod.yaml", text: over },
  ]);
  expect(publication).toMatchObject({ findings: [], warnings: [], refusals: [] });
});

test("extended files are published with what they extend, and env files only if that is asked for", async () => {
  const more = {
    "/app/base.yaml": "services: {base: {image: x, extends: {file: sub/deep.yaml, service: deep}}}",
    "/app/sub/deep.yaml": "services: {deep: {image: x, env_file: d.env}}",
    "/app/sub/d.env": "D=1",
    "/app/a.env": "A=1",
  };
  const compose =
    "services: {web: {extends: {file: base.yaml, service: base}, env_file: [a.env, {path: no.env, required: false}]}}";
  const kinds = async (withEnv: boolean): Promise<readonly string[]> =>
    (await publicationFrom(compose, more, { withEnv })).files.map(({ kind, text }) => `${kind} ${text.slice(0, 3)}`);
  expect(await kinds(false)).toEqual(["compose ser", "extends ser", "extends ser"]);
  expect(await kinds(true)).toEqual(["compose ser", "extends ser", "extends ser", "env A=1", "env D=1"]);
});

test("a file that extends itself is published once more, and no oftener", async () => {
  const compose = "services: {a: {image: x}, b: {extends: {file: compose.yaml, service: a}}}";
  expect((await publicationFrom(compose)).files.map(({ kind }) => kind)).toEqual(["compose", "extends"]);
});

describe("what must not be published unasked has its line, and never its value", () => {
  test("bind mounts, env files, literal secrets, contents of configs", async () => {
    const compose = `services:
  web:
    image: x
    env_file: a.env
    environment:
      DB_PASSWORD: hunter2
      API_KEY: \${API_KEY}
      POSTGRES_PASSWORD_FILE: /run/secrets/p
      ALLOW_EMPTY_PASSWORD: "yes"
      MODE: plain
    volumes:
      - ./data:/data
      - named:/n
  list:
    image: x
    environment:
      - GITHUB_TOKEN=$\${literal}
      - OTHER_TOKEN
volumes: {named: }
configs:
  c: {content: "port: 80"}
  d: {content: "\${C}"}
`;
    const found = await publicationFrom(compose, { "/app/a.env": "A=1" });
    expect(told(found)).toEqual([
      'env /app/compose.yaml:4 service "web": env_file declared',
      'env /app/compose.yaml:6 service "web": literal value for "DB_PASSWORD"',
      'bind-mounts /app/compose.yaml:12 service "web" mounts ./data:/data',
      'env /app/compose.yaml:17 service "list": literal value for "GITHUB_TOKEN"',
      'configs /app/compose.yaml:21 config "c": literal content',
    ]);
    expect(JSON.stringify(found.findings)).not.toContain("hunter2");
    const withEnv = await publicationFrom(compose, { "/app/a.env": "A=1" }, { withEnv: true });
    expect(withEnv.findings.map(({ kind }) => kind)).toEqual(["bind-mounts", "configs"]);
  });

  test("what looks like a secret, in every file that is published", async () => {
    const token = `ghp_${"a1".repeat(18)}`;
    const compose = `services: {web: {image: x, command: run ${token}, env_file: a.env}}`;
    const more = { "/app/a.env": `\nKEY=${token}` };
    const found = await publicationFrom(compose, more, { withEnv: true });
    expect(told(found)).toEqual([
      "secrets /app/a.env:2 this looks like a GitHub token",
      "secrets /app/compose.yaml:1 this looks like a GitHub token",
    ]);
    expect(JSON.stringify(found.findings)).not.toContain(token);
    expect(told(await publicationFrom(compose, more)).filter((one) => one.startsWith("secrets"))).toHaveLength(1);
  });
});

test.each([
  ["-----BEGIN DSA PRIVATE KEY-----", "a private key"],
  ["AWS_ACCESS_KEY_ID=AKIA1234567890ABCDEF", "an AWS access key"],
  ['AWS_SECRET_ACCESS_KEY: "aws12345+67890/abcdefghijklm+NOPQRSTUVWX"', "an AWS secret key"],
  [`xoxb-${"1".repeat(12)}`, "a Slack token"],
  ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.SflKxwRJSMeKKF2QT4", "a JSON Web Token"],
  ["postgres://app:hunter2@db/app", "a password in an address"],
  ["postgres://app:${PASSWORD}@db/app", undefined],
  ["image: x@sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a", undefined],
  ["http://localhost:8080/a@b", undefined],
])("in %j there is %j", (text, what) => {
  expect(secretsIn("/f", text).map((one) => one.what)).toEqual(what === undefined ? [] : [what]);
});

test.each([
  [
    "include: [{path: [oci://r.test/x, other.yaml]}]\nservices: {web: {image: x}}",
    "publish-refused",
    1,
    "cannot publish compose file with local includes",
  ],
  [
    "services:\n  web:\n    build: .\n  ok: {image: x, build: .}",
    "publish-refused",
    3,
    'your Compose stack cannot be published as it only contains a build section for service(s): "web"',
  ],
  [
    "services:\n  web: {image: x, label_file: l.env}",
    "publish-refused",
    2,
    'the label file of service "web" cannot be published',
  ],
])("%j cannot be published", async (compose, code, line, message) => {
  const registries = { project: async () => ({ path: "/c/x/compose.yaml", folder: "/c/x", digest: "sha256:1" }) };
  const context = {
    ...memoryContext({
      "/app/compose.yaml": compose,
      "/app/other.yaml": "services: {o: {image: x}}",
      "/app/l.env": "",
      "/c/x/compose.yaml": "services: {}",
    }),
    registries,
  };
  const project = await load({ ...request, skip: namesAlone }, context);
  const { refusals } = await publicationOf(project, { withEnv: false }, context);
  expect(refusals).toMatchObject([{ code, message, place: { line }, hint: expect.any(String) }]);
});

test("files of configs and secrets stay here, and that is told", async () => {
  const compose =
    "services: {web: {image: x, configs: [c], secrets: [s]}}\nconfigs: {c: {file: ./c}}\nsecrets: {s: {file: ./s}}";
  expect((await publicationFrom(compose)).warnings).toMatchObject([
    { code: "not-published", severity: "warning", place: { line: 2 } },
    { code: "not-published", severity: "warning", place: { line: 3 } },
  ]);
});
