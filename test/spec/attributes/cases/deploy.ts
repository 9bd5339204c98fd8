/** `deploy`: what a plain engine applies of it, and what it prints for Swarm. */
import type { AttributeCase } from "../case.ts";

export const deployCases: readonly AttributeCase[] = [
  { title: "nothing said", attributes: "deploy: {}", service: { deploy: { resources: {}, placement: {} } } },
  {
    title: "replicas, and the same twice",
    attributes: `
deploy: {replicas: "2"}
scale: 2
`,
    service: { deploy: { replicas: 2, resources: {}, placement: {} }, scale: 2 },
  },
  {
    title: "what is for Swarm is printed and ignored",
    attributes: `
deploy:
  mode: replicated
  endpoint_mode: vip
  labels: [a=b, c]
  placement: {constraints: [node.role==manager], preferences: [{spread: node.labels.zone}], max_replicas_per_node: "1"}
`,
    service: {
      deploy: {
        mode: "replicated",
        labels: { a: "b", c: "" },
        resources: {},
        placement: {
          constraints: ["node.role==manager"],
          preferences: [{ spread: "node.labels.zone" }],
          max_replicas_per_node: 1,
        },
        endpoint_mode: "vip",
      },
    },
  },
  {
    title: "updates",
    attributes: `
deploy:
  update_config: {parallelism: 0, delay: 0s, failure_action: rollback, monitor: 5s, max_failure_ratio: "0.3", order: start-first}
  rollback_config: {parallelism: "2", delay: 10s, failure_action: pause, monitor: 0s, max_failure_ratio: 0.1, order: stop-first}
`,
    service: {
      deploy: {
        update_config: {
          parallelism: 0,
          failure_action: "rollback",
          monitor: "5s",
          max_failure_ratio: 0.3,
          order: "start-first",
        },
        rollback_config: {
          parallelism: 2,
          delay: "10s",
          failure_action: "pause",
          max_failure_ratio: 0.1,
          order: "stop-first",
        },
        resources: {},
        placement: {},
      },
    },
  },
  {
    title: "restarts; a delay of zero is one",
    attributes: 'deploy: {restart_policy: {condition: on-failure, delay: 0s, max_attempts: "3", window: 120s}}',
    service: {
      deploy: {
        resources: {},
        restart_policy: { condition: "on-failure", delay: "0s", max_attempts: 3, window: "2m0s" },
        placement: {},
      },
    },
  },
  {
    title: "limits and reservations",
    attributes: `
deploy:
  resources:
    limits: {cpus: "0.50", memory: 50M, pids: "100"}
    reservations: {cpus: 0.25, memory: 20m}
`,
    service: {
      deploy: {
        resources: {
          limits: { cpus: 0.5, memory: "52428800", pids: 100 },
          reservations: { cpus: 0.25, memory: "20971520" },
        },
        placement: {},
      },
    },
  },
  {
    title: "devices and resources",
    attributes: `
deploy:
  resources:
    reservations:
      devices: [{capabilities: [gpu], driver: nvidia, count: 1, options: {a: b}}, {capabilities: [tpu], device_ids: ["7"]}, {capabilities: [all]}]
      generic_resources: [{discrete_resource_spec: {kind: gpu, value: 2}}, {discrete_resource_spec: {kind: ssd, value: 1.5}}]
`,
    service: {
      deploy: {
        resources: {
          reservations: {
            devices: [
              { capabilities: ["gpu"], driver: "nvidia", count: 1, options: { a: "b" } },
              { capabilities: ["tpu"], device_ids: ["7"] },
              { capabilities: ["all"], count: -1 },
            ],
            generic_resources: [
              { discrete_resource_spec: { kind: "gpu", value: 2 } },
              { discrete_resource_spec: { kind: "ssd", value: 1 } },
            ],
          },
        },
        placement: {},
      },
    },
  },
];
