/** `post_start`, `pre_stop`, `pre_start`. */
import type { AttributeCase } from "../case.ts";

export const hooksCases: readonly AttributeCase[] = [
  {
    title: "when it can be used, which only we ask",
    attributes: `
x-windlass: {ready: {http: 8080/ok, interval: 2s, timeout: 1s, start_period: 1m, retries: "3"}}
`,
    service: {},
  },
  { title: "when it takes connections", attributes: "x-windlass: {ready: {tcp: 5432}}", service: {} },
  { title: "when it has said so", attributes: "x-windlass: {ready: {log: listening}}", service: {} },
  {
    title: "after the start and before the stop",
    attributes: `
post_start:
  - {command: touch "a b", user: root, privileged: "true", working_dir: /x, environment: {A: 1, B: }}
  - {command: [b]}
pre_stop: [{command: [c], user: "1", privileged: true, working_dir: /y, environment: [A=b]}]
`,
    service: {
      post_start: [
        {
          command: ["touch", "a b"],
          user: "root",
          privileged: true,
          working_dir: "/x",
          environment: { A: "1", B: null },
        },
        { command: ["b"] },
      ],
      pre_stop: [{ command: ["c"], user: "1", privileged: true, working_dir: "/y", environment: { A: "b" } }],
    },
  },
  {
    title: "before the start, in the service's image or another",
    attributes: `
pre_start:
  - {command: migrate up, user: root, privileged: false, working_dir: /w, environment: [A], per_replica: "true"}
  - {image: busybox, command: [sh]}
`,
    service: {
      pre_start: [
        {
          command: ["migrate", "up"],
          image: "x",
          user: "root",
          working_dir: "/w",
          environment: { A: null },
          per_replica: true,
        },
        { command: ["sh"], image: "busybox" },
      ],
    },
  },
];
