/** What docker compose refuses or misreads, and is right. */
import type { AttributeCase } from "../case.ts";

export const agreedCases: readonly AttributeCase[] = [
  {
    title: "one limit here, another there",
    attributes: `
cpus: 1
mem_limit: 64m
deploy: {resources: {limits: {pids: 10}}}
`,
    service: { cpus: 1, deploy: { resources: { limits: { pids: 10 } }, placement: {} }, mem_limit: "67108864" },
  },
  {
    title: "dates are text",
    attributes: `
environment: {D: 2020-01-01}
labels: [d=2020-01-01]
`,
    service: { environment: { D: "2020-01-01" }, labels: { d: "2020-01-01" } },
  },
  {
    title: "names of one letter are no drives",
    file: `
services: {w: {image: x, volumes: ["v:/d"]}}
volumes: {v: }
`,
    model: {
      services: {
        w: {
          command: null,
          entrypoint: null,
          image: "x",
          networks: { default: null },
          volumes: [{ type: "volume", source: "v", target: "/d", volume: {} }],
        },
      },
      volumes: { v: { name: "app_v" } },
    },
  },
];
