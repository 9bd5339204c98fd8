import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../../src/core/diagnostics.ts";
import { validate } from "../../../src/spec/schema/schema.ts";
import { treeOf } from "../tree-of.ts";

/** `line:column code message (hint)`, one for each diagnostic. */
const told = (text: string): string[] => validate(treeOf(text)).map(line);

const line = ({ place, code, message, hint }: Diagnostic): string =>
  `${place?.line}:${place?.column} ${code} ${message}${hint === undefined ? "" : ` (${hint})`}`;

/** The same for one attribute of the service `web`, without the place. */
const ofService = (yaml: string): string[] =>
  told(`services:\n  web:\n    image: nginx\n    ${yaml}\n`).map((text) => text.replace(/^\S+ /, ""));

test("a file that uses what is applied gives no diagnostic", () => {
  const text = `
name: shop
x-common: { init: 5 }
services:
  web:
    build: { context: ., args: [A, B=2] }
    command: ["nginx", "-g", "daemon off;"]
    environment: { A: 1, B: true, C: , D: text, E: 1.5 }
    ports: ["8080:80", 443, { target: 53, published: "53", protocol: udp, mode: ingress }]
    volumes: ["data:/data", { type: bind, source: ./src, target: /src, bind: { create_host_path: false } }]
    depends_on: { db: { condition: service_healthy, restart: true } }
    networks: { front: , back: { aliases: [w], ipv4_address: 10.0.0.2 } }
    deploy: { replicas: 2, resources: { limits: { cpus: "0.5", memory: 64M } } }
    x-note: anything
  db:
    image: postgres
    healthcheck: { test: pg_isready, interval: 1m30s, retries: 3 }
    mem_limit: 1g
    ulimits: { nofile: 1024, nproc: { soft: 1, hard: 2 } }
    extra_hosts: { a: 10.0.0.1, b: [10.0.0.2] }
    entrypoint:
networks: { front: , back: { driver_opts: { mtu: 1400 }, ipam: { config: [{ subnet: 10.0.0.0/24 }] } } }
volumes: { data: , old: { external: true, name: old_data } }
configs: { c: { file: ./c } }
secrets: { s: { file: ./s } }
`;
  expect(told(text)).toEqual([]);
});

describe("unknown keys", () => {
  test("are told at the key, each with what was meant", () => {
    const text = "service: {}\nservices:\n  web:\n    image: nginx\n    prots: [80]\n    cmd: x\n";
    expect(told(text)).toEqual([
      "1:1 unknown-key unknown key `service` at the top level (did you mean `services`?)",
      "5:5 unknown-key unknown key `prots` in `services.web` (did you mean `ports`?)",
      "6:5 unknown-key unknown key `cmd` in `services.web` (did you mean `command`?)",
    ]);
  });

  test.each([
    ["imagee: a", "image"],
    ["enviroment: {}", "environment"],
    ["env: {}", "environment"],
    ["port: []", "ports"],
    ["volume: []", "volumes"],
    ["depends-on: []", "depends_on"],
    ["hostName: a", "hostname"],
    ["Image: a", "image"],
    ["memory: 5m", "mem_limit"],
    ["net: host", "network_mode"],
    ["network: a", "networks"],
    ["restart_policy: always", "restart"],
    ["replicas: 2", "deploy.replicas"],
    ["dockerfile: a", "build.dockerfile"],
    ["healthcheck: {intervall: 5s}", "interval"],
    ["build: {contex: .}", "context"],
    ["ports: [{target: 80, publish: 80}]", "published"],
    ["deploy: {limits: {}}", "resources.limits"],
  ])("%s is taken for `%s`", (yaml, meant) => {
    expect(ofService(yaml)).toEqual([expect.stringContaining(`did you mean \`${meant}\`?`)]);
  });

  test("a required key that is written in another word is not told as lacking too", () => {
    expect(ofService("volumes: [{type: volume, src: data, dst: /data}]")).toEqual([
      "unknown-key unknown key `src` in `services.web.volumes[0]` (did you mean `source`?)",
      "unknown-key unknown key `dst` in `services.web.volumes[0]` (did you mean `target`?)",
    ]);
  });

  test("a right key in the wrong place is told where it belongs", () => {
    const text = "image: a\nweb: {image: a}\nservices: {db: {image: a, build: {ports: []}}}\n";
    expect(told(text)).toEqual([
      "1:1 unknown-key unknown key `image` at the top level (`image` is an attribute of a service: indent it under one of `services`)",
      "2:1 unknown-key unknown key `web` at the top level (if `web` is a service, indent it under `services`)",
      "3:35 unknown-key unknown key `ports` in `services.db.build` (`ports` belongs to `services.db`)",
    ]);
  });

  test("what resembles nothing is told with the known keys, where they are few", () => {
    expect(ofService("env_file: [{path: a, zzz: 1}]")).toEqual([
      "unknown-key unknown key `zzz` in `services.web.env_file[0]` (known here: `path`, `required`, `format`)",
    ]);
    expect(ofService("zzz: 1")).toEqual(["unknown-key unknown key `zzz` in `services.web`"]);
  });

  test("keys that JavaScript objects have of themselves are keys like any other", () => {
    const text = "services:\n  __proto__: {image: a, __proto__: 1}\n  constructor: {image: a, toString: 1}\n";
    expect(told(text)).toEqual([
      "2:25 unknown-key unknown key `__proto__` in `services.__proto__`",
      "3:27 unknown-key unknown key `toString` in `services.constructor`",
    ]);
  });
});

describe("a value of the wrong kind is told with all that is allowed", () => {
  test.each([
    ['ports: "80:80"', '`ports` must be a list, but is the string "80:80" (wrap it in [ ]: ["80:80"])'],
    ["ports: {80: 80}", "`ports` must be a list, but is a mapping (start each entry with `- `)"],
    ["command: 10", "`command` must be a string, a list or empty, but is the number 10 (put quotes around it)"],
    ["depends_on: foo", '`depends_on` must be a list or a mapping, but is the string "foo" (wrap it in [ ]: ["foo"])'],
    ["build: 5", "`build` must be a string or a mapping, but is the number 5 (put quotes around it)"],
    ["user: 1000", "`user` must be a string, but is the number 1000 (put quotes around it)"],
    ["environment: [{FOO: bar}]", "an entry of `environment` must be a string, but is a mapping (write `FOO=bar`)"],
    [
      "command: [{FOO: bar}]",
      'an entry of `command` must be a string, but is a mapping (put quotes around the whole entry: "FOO: bar")',
    ],
    [
      "environment: FOO",
      '`environment` must be a list or a mapping, but is the string "FOO" (write `NAME: value` lines under it)',
    ],
    [
      "ports: [null]",
      "an entry of `ports` must be a number, a string or a mapping, but is empty (write a value after the dash, or delete it)",
    ],
    ["secrets: [5]", "an entry of `secrets` must be a string or a mapping, but is the number 5 (put quotes around it)"],
    ["networks:", "`networks` must be a list or a mapping, but is empty (indent its settings below it, or delete it)"],
    ["healthcheck: [a]", "`healthcheck` must be a mapping, but is a list (write `key: value` lines without dashes)"],
    ["image: [a]", "`image` must be a string, but is a list (write the value without [ ] or dash)"],
    ["tty: 1", "`tty` must be true or false, but is the number 1"],
    [
      "restart: true",
      "`restart` must be `no`, `always`, `unless-stopped`, `on-failure` or `on-failure:<number>`, but is the boolean true (put quotes around it)",
    ],
  ])("%s", (yaml, message) => {
    expect(ofService(yaml)).toEqual([`wrong-type ${message}`]);
  });

  test("at the place of the value", () => {
    expect(told("services:\n  web:\n    image: 5\n")).toEqual([
      "3:12 wrong-type `image` must be a string, but is the number 5 (put quotes around it)",
    ]);
  });

  test("an attribute that slipped out of its service is told to go back", () => {
    const text = "services:\n  web:\n    image: a\n  command: y\n  environment: {A: b}\n";
    expect(told(text)).toEqual([
      '4:12 wrong-type `command` must be a mapping, but is the string "y" (if `command` is an attribute of `web`, indent it under `web`)',
      "5:17 unknown-key unknown key `A` in `services.environment` (if `environment` is an attribute of `web`, indent it under `web`)",
    ]);
  });
});

describe("a value out of bounds is told with its bounds", () => {
  test.each([
    [
      "stop_grace_period: 10 sec",
      '`stop_grace_period` must be a duration such as `30s` or `1m30s`, but is the string "10 sec"',
    ],
    [
      "mem_limit: 12parsecs",
      '`mem_limit` must be a size: a whole number of bytes, or text with a unit such as `512m` or `2g`, but is the string "12parsecs"',
    ],
    [
      "pull_policy: xalways",
      '`pull_policy` must be `always`, `never`, `missing`, `build`, `daily`, `weekly` or a period such as `every_12h`, but is the string "xalways" (did you mean `always`?)',
    ],
    [
      "depends_on: {db: {condition: service_health}}",
      '`condition` must be `service_started`, `service_healthy` or `service_completed_successfully`, but is the string "service_health" (did you mean `service_healthy`?)',
    ],
    ["depends_on: {db: {}}", "`db` needs `condition`"],
    [
      "container_name: my web",
      '`container_name` must be a name of two or more letters, digits, `_`, `.` and `-`, that starts with a letter or digit, but is the string "my web"',
    ],
  ])("%s", (yaml, message) => {
    expect(ofService(yaml)).toEqual([`invalid-value ${message}`]);
  });

  test("also where the attribute does nothing yet", () => {
    expect(ofService("oom_score_adj: 2000")).toEqual([
      "invalid-value `oom_score_adj` must be a whole number from -1000 to 1000, but is the number 2000",
    ]);
  });

  test("names of services have their letters", () => {
    expect(told('services:\n  "a b": {image: x}\n')).toEqual([
      "2:3 invalid-value the name `a b` in `services` must consist of letters, digits, `.`, `_` and `-`",
    ]);
  });

  test("every unit of sizes and durations is understood", () => {
    for (const size of ["5", "5b", "5k", "5 KB", "5kib", "1.5g", "1_000m", ".5t", "1e3", "-1"])
      expect(ofService(`mem_limit: "${size}"`), size).toEqual([]);
    for (const duration of ["0", "1.5s", "-5s", "1h30m", "10us", "2d", "1w"])
      expect(ofService(`stop_grace_period: "${duration}"`), duration).toEqual([]);
    for (const size of ["2Gi", "1e", "10bytes", "-5", " 5", ""])
      expect(ofService(`mem_limit: "${size}"`), size).toHaveLength(1);
    for (const duration of ["10", "s", "1h 30m", "1H", ""])
      expect(ofService(`stop_grace_period: "${duration}"`), duration).toHaveLength(1);
  });
});

test("a value that came from a variable is never quoted", () => {
  const text = `
services:
  web:
    image: a
    ports: $PORTS
    mem_limit: $MEMORY
    environment: [{ TOKEN: $TOKEN }]
    depends_on: { db: { condition: $CONDITION } }
`;
  const diagnostics = validate(treeOf(text));
  expect(diagnostics.map(({ code }) => code)).toEqual(["wrong-type", "invalid-value", "wrong-type", "invalid-value"]);
  expect(JSON.stringify(diagnostics)).not.toContain("secret-");
});

describe("what becomes of an attribute", () => {
  test("what Swarm alone does is a warning at its key", () => {
    expect(ofService("deploy: {restart_policy: {condition: any, delay: 5s}}")).toEqual([
      "ignored-attribute `deploy.restart_policy.delay` works only in Swarm; it is ignored",
    ]);
  });

  test("what has an effect in Swarm only is a warning", () => {
    const warnings = validate(
      treeOf("services: {web: {image: a, deploy: {mode: global, labels: [a=b], replicas: 1}}}"),
    );
    expect(warnings.map(({ severity, code, path }) => [severity, code, path])).toEqual([
      ["warning", "ignored-attribute", "services.web.deploy.mode"],
      ["warning", "ignored-attribute", "services.web.deploy.labels"],
    ]);
  });

  test("a port's mode matters only where it is not the usual one", () => {
    expect(ofService("ports: [{target: 80, mode: host}, {target: 81, mode: ingress}]")).toEqual([
      "ignored-attribute `ports.mode` works only in Swarm; it is ignored",
    ]);
  });

  test("`version` and the old form of `external` are outdated", () => {
    expect(told('version: "3.8"\nservices: {}\nvolumes: {a: {external: {name: b}}}\n')).toEqual([
      "1:1 obsolete-attribute `version` is obsolete (remove it)",
      "3:26 obsolete-attribute `volumes.a.external.name` is obsolete (write `external: true` and `name` next to it)",
    ]);
  });
});

test("diagnostics come in the order of the file", () => {
  const lines = validate(
    treeOf("services:\n  b: {image: 1, zzz: 2}\n  a:\n    ports: 5\n    build: {context: .}\nfoo: 1\nversion: 3\n"),
  ).map(({ place }) => place?.line);
  expect(lines).toEqual(lines.toSorted());
  expect(lines).toEqual([2, 2, 4, 6, 7, 7]);
});

describe("large files", () => {
  const service = `
    image: a
    command: [sh, -c, "sleep 1"]
    environment: {A: b, C: d, E: f}
    ports: ["80", {target: 90}]
    volumes: ["data:/data", {type: bind, source: ., target: /x}]
    depends_on: {other: {condition: service_started}}
    deploy: {resources: {limits: {cpus: "1", memory: 1g}}}
    healthcheck: {test: "true", interval: 5s}`;

  test("a thousand services are read whole", () => {
    const services = Array.from({ length: 1_000 }, (_, i) => `  s${i}:${service}`).join("\n");
    expect(validate(treeOf(`services:\n${services}\n`))).toEqual([]);
  });

  test("thousands of mistakes are told in bounded number and time", () => {
    const keys = Array.from({ length: 20_000 }, (_, i) => `    serviceless_${i}: 1`).join("\n");
    const tree = treeOf(`services:\n  web:\n    image: a\n${keys}\n`);
    expect(validate(tree)).toHaveLength(1_000);
  });
});
