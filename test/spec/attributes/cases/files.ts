/** Configs and secrets. */
import type { AttributeCase } from "../case.ts";

export const filesCases: readonly AttributeCase[] = [
  {
    title: "by name",
    file: `
services: {w: {image: x, configs: [c], secrets: [s]}}
configs: {c: {file: ./c.txt}}
secrets: {s: {file: ~/s.txt}}
`,
    model: {
      configs: { c: { name: "app_c", file: "/app/c.txt" } },
      secrets: { s: { name: "app_s", file: "/home/me/s.txt" } },
      services: {
        w: {
          command: null,
          configs: [{ source: "c" }],
          entrypoint: null,
          image: "x",
          networks: { default: null },
          secrets: [{ source: "s", target: "/run/secrets/s" }],
        },
      },
    },
  },
  {
    title: "in full",
    file: `
services: {w: {image: x, configs: [{source: c, target: /c, uid: "1", gid: "2", mode: 0o440}], secrets: [{source: s, target: t, uid: "1", gid: "2", mode: "0400"}]}}
configs: {c: {content: "a \${USER_X:-b}", name: n, labels: {a: 1}, template_driver: golang}}
secrets: {s: {environment: TOKEN, name: n, labels: [a], template_driver: t}}
`,
    model: {
      configs: { c: { name: "n", content: "a b", labels: { a: "1" }, template_driver: "golang" } },
      secrets: { s: { name: "n", environment: "TOKEN", labels: { a: "" }, template_driver: "t" } },
      services: {
        w: {
          command: null,
          configs: [{ source: "c", target: "/c", uid: "1", gid: "2", mode: "0440" }],
          entrypoint: null,
          image: "x",
          networks: { default: null },
          secrets: [{ source: "s", target: "t", uid: "1", gid: "2", mode: "0400" }],
        },
      },
    },
  },
  {
    title: "from the environment",
    file: `
services: {w: {image: x, configs: [c]}}
configs: {c: {environment: HOME}}
`,
    model: {
      configs: { c: { name: "app_c", environment: "HOME" } },
      services: {
        w: { command: null, configs: [{ source: "c" }], entrypoint: null, image: "x", networks: { default: null } },
      },
    },
  },
  {
    title: "Swarm's own",
    file: `
services: {w: {image: x, configs: [c, d], secrets: [s, t]}}
configs: {c: {external: true}, d: {external: {name: e}}}
secrets: {s: {external: "true", name: n}, t: {external: {name: u}}}
`,
    model: {
      configs: { c: { name: "c", external: true }, d: { name: "e", external: true } },
      secrets: { s: { name: "n", external: true }, t: { name: "u", external: true } },
      services: {
        w: {
          command: null,
          configs: [{ source: "c" }, { source: "d" }],
          entrypoint: null,
          image: "x",
          networks: { default: null },
          secrets: [
            { source: "s", target: "/run/secrets/s" },
            { source: "t", target: "/run/secrets/t" },
          ],
        },
      },
    },
  },
  {
    title: "Swarm's own, from a driver",
    file: `
services: {w: {image: x, secrets: [s]}}
secrets: {s: {file: ./f, driver: d, driver_opts: {a: 1, b: c}}}
`,
    model: {
      secrets: { s: { name: "app_s", file: "/app/f", driver: "d", driver_opts: { a: "1", b: "c" } } },
      services: {
        w: {
          command: null,
          entrypoint: null,
          image: "x",
          networks: { default: null },
          secrets: [{ source: "s", target: "/run/secrets/s" }],
        },
      },
    },
  },
];
