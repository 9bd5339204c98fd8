/** `develop`. */
import type { AttributeCase } from "../case.ts";

export const developCases: readonly AttributeCase[] = [
  {
    title: "watched folders",
    attributes: `
develop:
  watch:
    - {path: ./src, action: sync, target: /app, ignore: [node_modules/], include: ["*.ts"], initial_sync: true}
    - {path: package.json, action: rebuild, ignore: a, include: b}
    - {path: /etc/x, action: restart}
    - {path: ~/y, action: sync+restart, target: /y}
`,
    service: {
      develop: {
        watch: [
          {
            path: "/app/src",
            action: "sync",
            target: "/app",
            exec: { command: null },
            include: ["*.ts"],
            ignore: ["node_modules/"],
            initial_sync: true,
          },
          { path: "/app/package.json", action: "rebuild", exec: { command: null }, include: ["b"], ignore: ["a"] },
          { path: "/etc/x", action: "restart", exec: { command: null } },
          { path: "/home/me/y", action: "sync+restart", target: "/y", exec: { command: null } },
        ],
      },
    },
  },
  {
    title: "a command after it",
    attributes: `
develop:
  watch:
    - path: .
      action: sync+exec
      target: /app
      exec: {command: npm run "build all", user: root, privileged: "true", working_dir: /x, environment: [A=b, C]}
`,
    service: {
      develop: {
        watch: [
          {
            path: "/app",
            action: "sync+exec",
            target: "/app",
            exec: {
              command: ["npm", "run", "build all"],
              user: "root",
              privileged: true,
              working_dir: "/x",
              environment: { A: "b", C: null },
            },
          },
        ],
      },
    },
  },
  {
    title: "a command in words",
    attributes: "develop: {watch: [{path: ., action: sync+exec, target: /a, exec: {command: [a, b c]}}]}",
    service: {
      develop: { watch: [{ path: "/app", action: "sync+exec", target: "/a", exec: { command: ["a", "b c"] } }] },
    },
  },
  { title: "nothing watched", attributes: "develop: {}", service: { develop: {} } },
];
