import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { jsonText } from "../../src/core/ordered-json.ts";
import { renderJson, renderYaml } from "../../src/spec/render.ts";
import { loadService, loadText } from "../support/load.ts";

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
  const hashed = new Map([...service.model].filter(([key]) => key !== "scale"));
  const text = jsonText(hashed).replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  expect(createHash("sha256").update(text).digest("hex")).toBe(
    "b3247e0069199377a77636fd1dc79355f1564f6d8f0300d91dd85782406b9c70",
  );
});
