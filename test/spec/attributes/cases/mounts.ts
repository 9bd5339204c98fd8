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
    title: "absolute paths as they are written, others in their shortest form",
    file: `
services:
  w:
    image: x
    build: {context: /c//d/, additional_contexts: {a: /a//b/, r: ./a//b/, h: ~/a/}}
    develop: {watch: [{path: /w//x/, action: rebuild}, {path: ./w//x/, action: rebuild}]}
    volumes:
      - /a/:/1
      - /a//b:/2
      - /a/../b:/3
      - //:/4
      - ~/d/:/5
      - ./d//e/:/6
      - {type: bind, source: /l//m/, target: /7}
      - {type: bind, source: ~/l/, target: /8}
      - {type: bind, source: l/, target: /9}
      - v:/10
    configs: [c]
    secrets: [s, h]
volumes: {v: {driver: local, driver_opts: {type: none, o: bind, device: /v//w/}}}
configs: {c: {file: /c//../d/}}
secrets: {s: {file: /s//t/}, h: {file: ~/s//t/}}
`,
    model: {
      services: {
        w: {
          build: {
            context: "/c//d/",
            dockerfile: "Dockerfile",
            additional_contexts: { a: "/a//b/", r: "/app/a/b", h: "/home/me/a" },
          },
          develop: {
            watch: [
              { path: "/w//x/", action: "rebuild", exec: { command: null } },
              { path: "/app/w/x", action: "rebuild", exec: { command: null } },
            ],
          },
          command: null,
          configs: [{ source: "c" }],
          entrypoint: null,
          image: "x",
          networks: { default: null },
          secrets: [
            { source: "s", target: "/run/secrets/s" },
            { source: "h", target: "/run/secrets/h" },
          ],
          volumes: [
            { type: "bind", source: "/a/", target: "/1", bind: {} },
            { type: "bind", source: "/a//b", target: "/2", bind: {} },
            { type: "bind", source: "/a/../b", target: "/3", bind: {} },
            { type: "bind", source: "//", target: "/4", bind: {} },
            { type: "bind", source: "/home/me/d", target: "/5", bind: {} },
            { type: "bind", source: "/app/d/e", target: "/6", bind: {} },
            { type: "bind", source: "/l//m/", target: "/7" },
            { type: "bind", source: "/home/me/l", target: "/8" },
            { type: "bind", source: "/app/l", target: "/9" },
            { type: "volume", source: "v", target: "/10", volume: {} },
          ],
        },
      },
      configs: { c: { name: "app_c", file: "/c//../d/" } },
      secrets: { s: { name: "app_s", file: "/s//t/" }, h: { name: "app_h", file: "/home/me/s/t" } },
      volumes: { v: { name: "app_v", driver: "local", driver_opts: { device: "/v//w/", o: "bind", type: "none" } } },
    },
  },
  {
    title: "an empty path of a mount is the project's folder",
    file: `
services:
  w:
    image: x
    volumes: [{type: bind, source: "", target: /t}, v:/v]
    secrets: [s]
volumes: {v: {driver: local, driver_opts: {type: none, o: bind, device: ""}}}
secrets: {s: {file: ""}}
`,
    model: {
      services: {
        w: {
          command: null,
          entrypoint: null,
          image: "x",
          networks: { default: null },
          secrets: [{ source: "s", target: "/run/secrets/s" }],
          volumes: [
            { type: "bind", source: "/app", target: "/t" },
            { type: "volume", source: "v", target: "/v", volume: {} },
          ],
        },
      },
      secrets: { s: { name: "app_s", file: "/app" } },
      volumes: { v: { name: "app_v", driver: "local", driver_opts: { device: "/app", o: "bind", type: "none" } } },
    },
  },
  {
    title: "options of another type in short",
    file: `
services: {w: {image: x, volumes: ["v:/1:z", "v:/2:ro,Z", "v:/3:rslave,z", "v:/4:nocopy,Z", "/a:/5:nocopy", "/a:/6:z,nocopy", "v:/7:cached", "/a:/8:cached"]}}
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
            { type: "volume", source: "v", target: "/1", bind: { selinux: "z" }, volume: {} },
            { type: "volume", source: "v", target: "/2", read_only: true, bind: { selinux: "Z" }, volume: {} },
            { type: "volume", source: "v", target: "/3", bind: { selinux: "z", propagation: "rslave" }, volume: {} },
            { type: "volume", source: "v", target: "/4", bind: { selinux: "Z" }, volume: { nocopy: true } },
            { type: "bind", source: "/a", target: "/5", bind: {}, volume: { nocopy: true } },
            { type: "bind", source: "/a", target: "/6", bind: { selinux: "z" }, volume: { nocopy: true } },
            { type: "volume", source: "v", target: "/7", volume: {} },
            { type: "bind", source: "/a", target: "/8", bind: {} },
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
