/** The top level, own keys, and files that attributes name. */
import type { AttributeCase } from "../case.ts";

export const topCases: readonly AttributeCase[] = [
  {
    title: "names and own keys",
    file: `
name: My Shop
version: "3.8"
x-a: {b: {x-c: 1, "10": a, "9": b}, n: 1.50, big: 9007199254740993}
services: {w: {image: x, x-own: 1, deploy: {x-d: 1}}}
`,
    model: {
      networks: { default: { name: "myshop_default", ipam: {} } },
      services: {
        w: {
          command: null,
          deploy: { resources: {}, placement: {} },
          entrypoint: null,
          image: "x",
          networks: { default: null },
        },
      },
      "x-a": { b: { "9": "b", "10": "a", "x-c": 1 }, big: 9007199254740992, n: 1.5 },
    },
  },
  {
    title: "profiles",
    file: "services: {w: {image: x}, v: {image: x, profiles: [debug]}}",
    model: { services: { w: { command: null, entrypoint: null, image: "x", networks: { default: null } } } },
  },
  {
    title: "files of variables and labels",
    attributes: `
env_file: [a.env, {path: b.env, required: false, format: raw}]
label_file: [a.labels, b.labels]
labels: {own: a}
environment: {C: own}
`,
    files: {
      "/app/a.env": `
A=1
B=$A
C=file
`,
      "/app/a.labels": `
one=1
own=file
`,
      "/app/b.labels": `
two=$one
`,
    },
    service: {
      environment: { A: "1", B: "1", C: "own" },
      label_file: ["/app/a.labels", "/app/b.labels"],
      labels: { one: "1", own: "a", two: "1" },
    },
  },
  {
    title: "one file of each",
    attributes: `
env_file: a.env
label_file: a.labels
`,
    files: {
      "/app/a.env": `
A=1
`,
      "/app/a.labels": `
one='a b' # c
`,
    },
    service: { environment: { A: "1" }, label_file: ["/app/a.labels"], labels: { one: "a b" } },
  },
];
