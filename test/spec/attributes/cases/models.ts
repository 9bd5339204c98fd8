/** AI models. */
import type { AttributeCase } from "../case.ts";

export const modelsCases: readonly AttributeCase[] = [
  {
    title: "by name",
    file: `
services: {w: {image: x, models: [m]}}
models: {m: {model: ai/x}, unused: {model: ai/y}}
`,
    model: {
      services: {
        w: { command: null, entrypoint: null, image: "x", models: { m: null }, networks: { default: null } },
      },
    },
  },
  {
    title: "in full",
    file: `
services: {w: {image: x, models: {m: {endpoint_var: URL, model_var: NAME}, n: }}}
models: {m: {model: ai/x, name: own, context_size: 4096, runtime_flags: ["--a"]}, n: {model: ai/n}}
`,
    model: {
      services: {
        w: {
          command: null,
          entrypoint: null,
          image: "x",
          models: { m: { endpoint_var: "URL", model_var: "NAME" }, n: null },
          networks: { default: null },
        },
      },
    },
  },
];
