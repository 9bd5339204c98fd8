import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { jsonText } from "../../../src/core/ordered-json.ts";
import { renderJson, renderYaml } from "../../../src/spec/render/render.ts";
import { loadService, loadText } from "../../support/load.ts";

const yaml = `
services:
  web:
    volumes: [".:/src:ro", "data:/data", "/xyz"]
    ulimits: {nofile: 0, nproc: 5}
    stop_grace_period: 90s
    mem_limit: 64m
    image: "nginx:$\${x}"
    ports: ["8080:80"]
    environment: [B=2, A]
    deploy: {replicas: 2}
    healthcheck: {test: curl, interval: 1d}
    cpus: 1.23456789
volumes: {data: , unused: }
x-b: {z: 1.50, a: [no]}
`;

test("the model has its keys in the order in which it is hashed", async () => {
  const project = await loadText(yaml.replace('["8080:80"]', "[80]"));
  expect(renderJson(project)).toBe(`{
  "name": "app",
  "networks": {
    "default": {
      "name": "app_default",
      "ipam": {}
    }
  },
  "services": {
    "web": {
      "cpus": 1.2345679,
      "command": null,
      "deploy": {
        "replicas": 2,
        "resources": {},
        "placement": {}
      },
      "entrypoint": null,
      "environment": {
        "A": null,
        "B": "2"
      },
      "healthcheck": {
        "test": [
          "CMD-SHELL",
          "curl"
        ],
        "interval": "24h0m0s"
      },
      "image": "nginx:$\${x}",
      "mem_limit": "67108864",
      "networks": {
        "default": null
      },
      "ports": [
        {
          "mode": "ingress",
          "target": 80,
          "protocol": "tcp"
        }
      ],
      "stop_grace_period": "1m30s",
      "ulimits": {
        "nofile": {},
        "nproc": 5
      },
      "volumes": [
        {
          "type": "bind",
          "source": "/app",
          "target": "/src",
          "read_only": true,
          "bind": {}
        },
        {
          "type": "volume",
          "source": "data",
          "target": "/data",
          "volume": {}
        },
        {
          "type": "volume",
          "target": "/xyz",
          "volume": {}
        }
      ]
    }
  },
  "volumes": {
    "data": {
      "name": "app_data"
    }
  },
  "x-b": {
    "a": [
      "no"
    ],
    "z": 1.5
  }
}
`);
});

test("YAML leaves out what only the hash needs, and quotes what could be misread", async () => {
  const project = await loadText("services: {n: {image: x, command: [yes, '1', a b], ulimits: {nofile: 0}}}\n");
  expect(renderYaml(project)).toBe(`name: app
services:
  "n":
    command:
      - "yes"
      - "1"
      - a b
    image: x
    networks:
      default: null
    ulimits:
      nofile:
        soft: 0
        hard: 0
networks:
  default:
    name: app_default
`);
});

test("the model of a service hashes to what the reference puts in its label", async () => {
  const service = await loadService(
    "services: {web: {image: 'i:1', command: 'echo \"<a&b>\"', environment: {A: 'x<>'}, restart: 'on-failure:3', dns: '', scale: 1}}",
  );
  const hashed = new Map([...service.printed].filter(([key]) => key !== "scale"));
  const text = jsonText(hashed).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  expect(createHash("sha256").update(text).digest("hex")).toBe(
    "b3247e0069199377a77636fd1dc79355f1564f6d8f0300d91dd85782406b9c70",
  );
});

test("keys that look like numbers, own keys and long numbers are printed as they were meant", async () => {
  const project = await loadText(
    'services: {w: {image: x, labels: {"10": a, "9": b}, x-own: {z: 1, a: 9007199254740993}}}\nmodels: {m: {model: a}}\n',
  );
  expect(renderJson(project)).toContain('"10": "a",\n        "9": "b"');
  expect(renderJson(project)).not.toContain("x-own");
  expect(renderYaml(project)).toBe(`name: app
services:
  w:
    image: x
    labels:
      "10": a
      "9": b
    networks:
      default: null
    x-own:
      a: 9007199254740993
      z: 1
networks:
  default:
    name: app_default
`);
});

test("a key that a reader could take for a merge key is quoted", async () => {
  const project = await loadText('services: {w: {image: x, environment: {"<<": b, A: "<<"}}}');
  const yaml = renderYaml(project);
  expect(yaml).toContain('"<<": b\n      A: "<<"\n');
  expect(renderYaml(await loadText(yaml))).toBe(yaml);
});

test("text that a reader of files could take for something else is quoted", async () => {
  const texts = [
    "017",
    "0o17",
    "0b1",
    "1_000",
    "1e3",
    ".5",
    "~",
    "null",
    "<<",
    "2020-01-01",
    "1:30",
    "!x",
    "*a",
    "- a",
    "",
  ];
  const values = [
    ...texts,
    "a: b",
    "a #b",
    " a",
    "a\nb\n",
    "\u0085\t",
    "$$A $${B}",
    "yes",
    "=",
    "0x1F",
    "0X1F",
    "+1",
    "-.inf",
  ];
  const yaml = `services: {w: {image: x, labels: ${JSON.stringify(values.map((value, i) => `l${i}=${value}`))}}}`;
  const project = await loadText(yaml);
  const again = await loadText(renderYaml(project));
  expect(again.printed).toEqual(project.printed);
});

test("a dollar in a key stands for itself, since variables are put into values only", async () => {
  const project = await loadText('services: {w: {image: x, environment: {"A$$B": "$$C"}}}');
  const again = await loadText(renderYaml(project));
  expect(again.printed).toEqual(project.printed);
});

test.each([
  "build: {context: '', dockerfile: ''}",
  "network_mode: ''",
  "ports: [{target: 80, protocol: '', mode: ''}]",
  "devices: [{source: a, target: ''}]",
  "gpus: [{count: 0}, {device_ids: []}]",
  "provider: {type: ''}",
  "deploy: {resources: {reservations: {devices: [{capabilities: []}]}}}",
  "mem_limit: -1",
])("%s: what is empty is not taken for absent when it is loaded again", async (attributes) => {
  const project = await loadText(`services: {w: {image: x, ${attributes}}}`);
  const again = await loadText(renderYaml(project));
  expect(again.printed).toEqual(project.printed);
});

test("a service that need not be there and is not is left out, since text that names it would not load", async () => {
  const project = await loadText(
    "services: {w: {image: x, depends_on: {v: {condition: service_started, required: false}}}, v: {image: x, profiles: [p]}}",
  );
  expect(renderJson(project)).toContain('"depends_on"');
  expect(renderYaml(project)).not.toContain("depends_on");
});
