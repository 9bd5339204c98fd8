/** `depends_on`, what follows from other attributes, and providers. */
import type { AttributeCase } from "../case.ts";

export const dependenciesCases: readonly AttributeCase[] = [
  {
    title: "in short and in full",
    file: `
services:
  w: {image: x, depends_on: [a, b]}
  v: {image: x, depends_on: {a: {condition: service_healthy, restart: "true"}, b: {condition: service_completed_successfully, required: false}}}
  a: {image: x}
  b: {image: x}
`,
    model: {
      services: {
        a: { command: null, entrypoint: null, image: "x", networks: { default: null } },
        b: { command: null, entrypoint: null, image: "x", networks: { default: null } },
        v: {
          command: null,
          depends_on: {
            a: { condition: "service_healthy", restart: true, required: true },
            b: { condition: "service_completed_successfully", required: false },
          },
          entrypoint: null,
          image: "x",
          networks: { default: null },
        },
        w: {
          command: null,
          depends_on: {
            a: { condition: "service_started", required: true },
            b: { condition: "service_started", required: true },
          },
          entrypoint: null,
          image: "x",
          networks: { default: null },
        },
      },
    },
  },
  {
    title: "that follow from other attributes",
    file: `
services:
  w: {image: x, links: ["a:alias", b], volumes_from: ["c:ro", "container:z"], ipc: "service:a", pid: "service:d", uts: "service:e", depends_on: {b: {condition: service_healthy}}}
  v: {image: x, network_mode: "service:a"}
  a: {image: x}
  b: {image: x}
  c: {image: x}
  d: {image: x}
  e: {image: x}
`,
    model: {
      services: {
        a: { command: null, entrypoint: null, image: "x", networks: { default: null } },
        b: { command: null, entrypoint: null, image: "x", networks: { default: null } },
        c: { command: null, entrypoint: null, image: "x", networks: { default: null } },
        d: { command: null, entrypoint: null, image: "x", networks: { default: null } },
        e: { command: null, entrypoint: null, image: "x", networks: { default: null } },
        v: {
          command: null,
          depends_on: { a: { condition: "service_started", restart: true, required: true } },
          entrypoint: null,
          image: "x",
          network_mode: "service:a",
        },
        w: {
          command: null,
          depends_on: {
            a: { condition: "service_started", restart: true, required: true },
            b: { condition: "service_healthy", required: true },
            c: { condition: "service_started", required: true },
            d: { condition: "service_started", restart: true, required: true },
            e: { condition: "service_started", restart: true, required: true },
          },
          entrypoint: null,
          image: "x",
          ipc: "service:a",
          links: ["a:alias", "b"],
          networks: { default: null },
          pid: "service:d",
          uts: "service:e",
          volumes_from: ["c:ro", "container:z"],
        },
      },
    },
  },
  {
    title: "a provider",
    file: `
services:
  w: {image: x, depends_on: [p]}
  p: {provider: {type: vault, options: {a: 1, b: [1, c, true], d: false}}}
`,
    model: {
      services: {
        p: {
          command: null,
          entrypoint: null,
          provider: { type: "vault", options: { a: ["1"], b: ["1", "c", "true"], d: ["false"] } },
        },
        w: {
          command: null,
          depends_on: { p: { condition: "service_started", required: true } },
          entrypoint: null,
          image: "x",
          networks: { default: null },
        },
      },
    },
  },
];
