/** How a second file merges, where it is not the default. */
import type { AttributeCase } from "../case.ts";

export const mergedCases: readonly AttributeCase[] = [
  {
    title: "pairs, by key",
    attributes: `
annotations: {a: 1, b: 1}
build: {args: {a: 1}, labels: [a=1], additional_contexts: [a=./a]}
`,
    files: {
      "/app/compose.override.yaml":
        "services: {w: {annotations: [b=2], build: {args: [b=2, a=3], labels: {b: 2}, additional_contexts: {b: ./b}}}}",
    },
    service: {
      annotations: { a: "1", b: "2" },
      build: {
        context: "/app",
        dockerfile: "Dockerfile",
        args: { a: "3", b: "2" },
        labels: { a: "1", b: "2" },
        additional_contexts: { a: "/app/a", b: "/app/b" },
      },
    },
  },
  {
    title: "devices, by target",
    attributes: 'devices: ["/dev/a:/dev/x", /dev/b]',
    files: { "/app/compose.override.yaml": "services: {w: {devices: [{source: /dev/c, target: /dev/x}]}}" },
    service: {
      devices: [
        { source: "/dev/c", target: "/dev/x" },
        { source: "/dev/b", target: "/dev/b", permissions: "rwm" },
      ],
    },
  },
  {
    title: "lists whose items stand once",
    file: `
services:
  w: {image: x, links: [w2], external_links: [a], group_add: [a], device_cgroup_rules: [c], volumes_from: ["container:a"], build: {tags: [a]}, networks: {default: {link_local_ips: [1.1.1.1]}}}
  w2: {image: x}
`,
    files: {
      "/app/compose.override.yaml":
        'services: {w: {links: [w2], external_links: [a, b], group_add: [a], device_cgroup_rules: [c], volumes_from: ["container:a", "container:b"], build: {tags: [a, b]}, networks: {default: {link_local_ips: [1.1.1.1, 1.1.1.2]}}}}',
    },
    model: {
      services: {
        w: {
          build: { context: "/app", dockerfile: "Dockerfile", tags: ["a", "b"] },
          command: null,
          depends_on: { w2: { condition: "service_started", restart: true, required: true } },
          device_cgroup_rules: ["c"],
          entrypoint: null,
          external_links: ["a", "b"],
          group_add: ["a"],
          image: "x",
          links: ["w2"],
          networks: { default: { link_local_ips: ["1.1.1.1", "1.1.1.2"] } },
          volumes_from: ["container:a", "container:b"],
        },
        w2: { command: null, entrypoint: null, image: "x", networks: { default: null } },
      },
    },
  },
  {
    title: "lists that are appended",
    file: `
services:
  w: {image: x, build: {cache_from: [a], platforms: [linux/amd64]}, post_start: [{command: a}], blkio_config: {weight_device: [{path: a, weight: 1}]}, develop: {watch: [{path: a, action: rebuild}]}, gpus: [{count: 1}]}
`,
    files: {
      "/app/compose.override.yaml":
        "services: {w: {build: {cache_from: [a, b], platforms: [linux/arm64]}, post_start: [{command: a}], blkio_config: {weight_device: [{path: a, weight: 2}]}, develop: {watch: [{path: b, action: rebuild}]}, gpus: [{count: 2}]}}",
    },
    model: {
      services: {
        w: {
          build: {
            context: "/app",
            dockerfile: "Dockerfile",
            cache_from: ["a", "a", "b"],
            platforms: ["linux/amd64", "linux/arm64"],
          },
          develop: {
            watch: [
              { path: "/app/a", action: "rebuild", exec: { command: null } },
              { path: "/app/b", action: "rebuild", exec: { command: null } },
            ],
          },
          blkio_config: {
            weight_device: [
              { Path: "a", Weight: 1 },
              { Path: "a", Weight: 2 },
            ],
          },
          command: null,
          entrypoint: null,
          gpus: [{ count: 1 }, { count: 2 }],
          image: "x",
          networks: { default: null },
          post_start: [{ command: ["a"] }, { command: ["a"] }],
        },
      },
    },
  },
  {
    title: "models and networks, by name",
    file: `
services: {w: {image: x, models: [m]}}
models: {m: {model: a, context_size: 1}}
`,
    files: {
      "/app/compose.override.yaml": `
services: {w: {models: {m: {endpoint_var: E}}}}
models: {m: {model: b, runtime_flags: [x]}}
`,
    },
    model: {
      services: {
        w: {
          command: null,
          entrypoint: null,
          image: "x",
          models: { m: { endpoint_var: "E" } },
          networks: { default: null },
        },
      },
    },
  },
  {
    title: "one number for both limits, by two",
    attributes: "ulimits: {nofile: 5}",
    files: { "/app/compose.override.yaml": "services: {w: {ulimits: {nofile: {soft: 1, hard: 2}}}}" },
    service: { ulimits: { nofile: { soft: 1, hard: 2 } } },
  },
  {
    title: "a log driver's options only with that driver",
    attributes: "logging: {driver: a, options: {x: 1}}",
    files: { "/app/compose.override.yaml": "services: {w: {logging: {driver: b, options: {y: 1}}}}" },
    service: { logging: { driver: "b", options: { y: "1" } } },
  },
];
