/** The projects that are measured: busybox only, ended by SIGKILL so that no grace period is part of a time. */

const service = (more = {}) => ({ image: "busybox", command: ["sleep", "infinity"], stop_signal: "SIGKILL", ...more });
const named = (count, make) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`s${i + 1}`, make(i + 1)]));
const file = (services) => JSON.stringify({ services }, null, 2);

/**
 * Services that need nothing of each other.
 * @param more attributes of the service with this number
 */
export const flat = (count, more = () => ({})) =>
  file(named(count, (i) => service({ environment: { NUMBER: String(i) }, labels: { number: String(i) }, ...more(i) })));

/** Services of which each waits until the one before is healthy. */
export const chain = (count) =>
  file(
    named(count, (i) =>
      service({
        healthcheck: { test: ["CMD", "true"], interval: "100ms", timeout: "5s", retries: 10 },
        ...(i > 1 && { depends_on: { [`s${i - 1}`]: { condition: "service_healthy" } } }),
      }),
    ),
  );

/** Services that have each written so many lines once they are healthy. */
export const talkative = (count, lines) =>
  file(
    named(count, () =>
      service({
        command: [
          "sh",
          "-c",
          `yes '${"a fairly usual line of a log ".repeat(3)}' | head -n ${lines}; touch /done; exec sleep infinity`,
        ],
        healthcheck: { test: ["CMD", "test", "-f", "/done"], interval: "500ms", retries: 1_000 },
      }),
    ),
  );

/** A file as long as files get, for reading alone: ports, volumes, networks, environment and dependencies in short forms. */
export const large = (count) =>
  [
    "services:",
    ...Array.from({ length: count }, (_, i) => [
      `  s${i}:`,
      `    image: busybox:${i % 7}`,
      "    ports:",
      `      - "${10_000 + i}:80"`,
      `      - "127.0.0.1:${20_000 + i}:81/udp"`,
      "    volumes:",
      `      - data${i % 50}:/data`,
      "      - ./src:/src:ro",
      "    networks: [front, back]",
      "    environment:",
      `      A: value-${i}`,
      '      B: "$' + '{HOME}"',
      "      C: $" + "{UNSET:-x}",
      ...(i % 10 === 0 ? [] : ["    depends_on:", `      - s${i - 1}`]),
    ]).flat(),
    "networks: {front: , back: }",
    "volumes:",
    ...Array.from({ length: 50 }, (_, i) => `  data${i}:`),
    "",
  ].join("\n");
