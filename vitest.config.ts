import { defineConfig, type ViteUserConfig } from "vitest/config";

/** No test reads what the docker client of whoever runs it is set to. */
const env = { DOCKER_CONFIG: "/nonexistent" };

/** What a test looks for again and again comes in its own time. */
const patient = { poll: { timeout: 60_000 } };

/** Tests of both kinds run the built command. */
const globalSetup = "test/support/built.ts";

/** Its files run the built command, without an engine: a process for each of many calls. */
const builtCommand = ["test/cli/built/**/*.test.ts", "test/conformance/**/*.test.ts"];

/** Projects: what needs neither a process nor an engine, what runs the built command, what has a real engine, what installs it. */
const config: ViteUserConfig = defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "unit",
          globalSetup,
          include: ["test/**/*.test.ts"],
          exclude: ["test/engine/**", "test/examples/**", "test/install/**", ...builtCommand],
          // What many files import is loaded once a worker: no module here keeps what a test has done.
          isolate: false,
          // Properties search for a second or two: on a machine that others share, that may take ten times as long.
          testTimeout: 60_000,
          expect: patient,
          env,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "built",
          globalSetup,
          include: builtCommand,
          testTimeout: 600_000,
          expect: patient,
          env,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "engine",
          globalSetup,
          include: ["test/engine/**/*.test.ts", "test/examples/**/*.test.ts"],
          // Limits to what hangs: the slowest take twenty seconds on a quiet machine.
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: patient,
          env,
          fileParallelism: true,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: "install",
          include: ["test/install/**/*.test.ts"],
          testTimeout: 600_000,
          hookTimeout: 600_000,
          expect: patient,
          env,
          maxWorkers: 2,
        },
      },
    ],
  },
});

export default config;
