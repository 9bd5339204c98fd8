import { defineConfig, type ViteUserConfig } from "vitest/config";

/** Two projects: what needs no engine, and what runs against a real one. */
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/engine/**", "test/examples/**", "test/conformance/**"],
          // Properties search for a second or two: on a machine that others share, that may take ten times as long.
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: "engine",
          include: ["test/engine/**/*.test.ts", "test/examples/**/*.test.ts", "test/conformance/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
    ],
  },
});

export default config;
