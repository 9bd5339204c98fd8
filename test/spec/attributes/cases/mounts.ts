/** Volumes and what is mounted. */
import type { AttributeCase } from "../case.ts";

export const mountsCases: readonly AttributeCase[] = [
  {
    title: "in short",
    file: `
services: {w: {image: x, volumes: [/anon, "v:/v:nocopy", "./a:/a:ro,z", "~/h:/h:rshared", "/abs:/abs/"]}}
volumes: {v: }
`,
    model: {
      services: {
        w: {
          command: null,
          entrypoint: null,
          image: "x",
          networks: { default: null },
          volumes: [
            { type: "volume", target: "/anon", volume: {} },
            { type: "volume", source: "v", target: "/v", volume: { nocopy: true } },
            { type: "bind", source: "/app/a", target: "/a", read_only: true, bind: { selinux: "z" } },
            { type: "bind", source: "/home/me/h", target: "/h", bind: { propagation: "rshared" } },
            { type: "bind", source: "/abs", target: "/abs", bind: {} },
          ],
        },
      },
      volumes: { v: { name: "app_v" } },
    },
  },
  {
    title: "a folder in full",
    attributes:
      'volumes: [{type: bind, source: a, target: /a, read_only: "true", consistency: cached, bind: {propagation: rslave, selinux: Z, recursive: readonly}}, {type: bind, source: /b, target: /b}]',
    service: {
      volumes: [
        {
          type: "bind",
          source: "/app/a",
          target: "/a",
          read_only: true,
          consistency: "cached",
          bind: { selinux: "Z", propagation: "rslave", recursive: "readonly" },
        },
        { type: "bind", source: "/b", target: "/b" },
      ],
    },
  },
  {
    title: "a folder that must be there",
    attributes: 'volumes: [{type: bind, source: ./a, target: /a, bind: {create_host_path: "false"}}]',
    service: { volumes: [{ type: "bind", source: "/app/a", target: "/a", bind: { create_host_path: false } }] },
  },
  {
    title: "a volume in full",
    file: `
services: {w: {image: x, volumes: [{type: volume, source: v, target: /v/../w, volume: {nocopy: "true", subpath: s, labels: {a: 1}}}, {type: volume, target: /anon, volume: {labels: [b=c]}}]}}
volumes: {v: {}}
`,
    model: {
      services: {
        w: {
          command: null,
          entrypoint: null,
          image: "x",
          networks: { default: null },
          volumes: [
            { type: "volume", source: "v", target: "/w", volume: { labels: { a: "1" }, nocopy: true, subpath: "s" } },
            { type: "volume", target: "/anon", volume: { labels: { b: "c" } } },
          ],
        },
      },
      volumes: { v: { name: "app_v" } },
    },
  },
  {
    title: "memory",
    attributes: "volumes: [{type: tmpfs, target: /t, tmpfs: {size: 64m, mode: 0o1777}}, {type: tmpfs, target: /u}]",
    service: {
      volumes: [
        { type: "tmpfs", target: "/t", tmpfs: { size: "67108864", mode: 1023 } },
        { type: "tmpfs", target: "/u" },
      ],
    },
  },
  {
    title: "an image, a pipe, a cluster's volume",
    attributes:
      "volumes: [{type: image, source: alpine, target: /i, image: {subpath: etc}}, {type: npipe, source: '\\\\.\\pipe\\docker_engine', target: '\\\\.\\pipe\\docker_engine'}, {type: cluster, source: c, target: /c}]",
    service: {
      volumes: [
        { type: "image", source: "alpine", target: "/i", image: { subpath: "etc" } },
        { type: "npipe", source: "\\\\.\\pipe\\docker_engine", target: "\\\\.\\pipe\\docker_engine" },
        { type: "cluster", source: "c", target: "/c" },
      ],
    },
  },
  {
    title: "volumes in full",
    file: `
services: {w: {image: x, volumes: ["a:/a", "b:/b", "c:/c", "d:/d"]}}
volumes: {a: {name: own, driver: local, driver_opts: {type: none, o: bind, device: ./d}, labels: {x: }}, b: {driver_opts: {o: 1}}, c: {external: true}, d: {external: {name: e}}}
`,
    model: {
      services: {
        w: {
          command: null,
          entrypoint: null,
          image: "x",
          networks: { default: null },
          volumes: [
            { type: "volume", source: "a", target: "/a", volume: {} },
            { type: "volume", source: "b", target: "/b", volume: {} },
            { type: "volume", source: "c", target: "/c", volume: {} },
            { type: "volume", source: "d", target: "/d", volume: {} },
          ],
        },
      },
      volumes: {
        a: {
          name: "own",
          driver: "local",
          driver_opts: { device: "/app/d", o: "bind", type: "none" },
          labels: { x: "" },
        },
        b: { name: "app_b", driver_opts: { o: "1" } },
        c: { name: "c", external: true },
        d: { name: "e", external: true },
      },
    },
  },
  {
    title: "an unused volume is left out",
    file: `
services: {w: {image: x}}
volumes: {a: }
networks: {n: }
configs: {c: {content: a}}
secrets: {s: {file: ./s}}
`,
    model: { services: { w: { command: null, entrypoint: null, image: "x", networks: { default: null } } } },
  },
];
