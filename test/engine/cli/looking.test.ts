/** Commands that look at containers, built, in front of a real engine: what only an engine can tell. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Command, openCommand } from "../../support/command.ts";
import { engineAddresses } from "../../support/engines.ts";
import { readMermaid } from "../../support/graph-readers.ts";
import { windlass } from "../../support/program.ts";

const [address = ""] = engineAddresses;

const compose = `services:
  web:
    image: busybox
    command: sh -c "echo first; sleep 2; echo second; sleep 600"
    init: true
    ports: ["127.0.0.1::80"]
    volumes: ["data:/data"]
  job:
    image: busybox
    command: sh -c "sleep 2; exit 3"
    init: true
volumes: {data: {}}
`;

let command: Command;
const run = async (...words: readonly string[]): Promise<string> => {
  const { code, output } = await command.run(compose, ...words);
  expect(code, output).toBe(0);
  return output;
};

beforeAll(async () => {
  command = await openCommand(address);
  await command.up(compose);
});
afterAll(() => command.remove());

test("wait ends with the code of the container, after its end", async () => {
  const { code, output } = await command.run(compose, "wait", "job");
  expect(code).toBe(3);
  expect(output).toMatch(/^container "[0-9a-f]{64}" exited with status code 3\n$/);
  expect(await command.containers()).toEqual(["job-1 exited", "web-1 running"]);
});

test("top shows the processes with the service and the number of each, the command last", async () => {
  const [heads, ...rows] = (await run("top", "web")).trim().split("\n");
  expect(heads).toMatch(/^SERVICE {2}# {3}.*PID.* CMD$/);
  expect(rows.join("\n")).toMatch(/^web {6}1 .* sleep 600$/m);
  expect(await run("top", "job")).toBe("");
});

test("stats --no-stream tells what is used now", async () => {
  const [web, ...others] = (await run("stats", "--no-stream", "--format", "json")).trim().split("\n");
  expect(others).toEqual([]);
  const { Name, MemUsage, PIDs, CPUPerc } = JSON.parse(web ?? "");
  expect(Name).toBe(`${command.project}-web-1`);
  expect(MemUsage).toMatch(/^[\d.]+(KiB|MiB) \/ [\d.]+[KMG]iB$/);
  expect(Number(PIDs)).toBeGreaterThan(1);
  expect(CPUPerc).toMatch(/^\d+\.\d\d%$/);
});

test("stats goes on with new numbers until it is interrupted", async () => {
  const running = await command.start(compose, "stats", "--format", "{{.Name}} {{.PIDs}}", "web");
  await running.until(/web-1 \d[\s\S]*web-1 \d[\s\S]*web-1 \d/);
  running.kill("SIGINT");
  expect((await running.ended).code).toBe(130);
});

test("events between two moments come once, with what happened to each container", async () => {
  const happened = async (): Promise<readonly unknown[]> => {
    await run("rm", "--force", "job");
    const since = new Date().toISOString();
    await run("up", "-d", "job");
    await command.run(compose, "wait", "job");
    const lines = (await run("events", "--json", "--since", since, "--until", "0s", "job")).trim().split("\n");
    return lines.filter(Boolean).map((line) => JSON.parse(line));
  };
  // The engine keeps its last 256 events: where much else happens, these may be gone before they are asked for.
  await expect
    .poll(happened)
    .toMatchObject([
      { action: "create" },
      { action: "start" },
      { action: "die", service: "job", attributes: { exitCode: "3", image: "busybox" } },
    ]);
});

test("logs --since and --until show what was written between them", async () => {
  const stamps = (await run("logs", "--timestamps", "--no-log-prefix", "web")).trim().split("\n");
  const [first = "", second = ""] = stamps.map((line) => line.split(" ")[0] ?? "");
  expect(await run("logs", "--no-log-prefix", "--since", second, "web")).toBe("second\n");
  expect(await run("logs", "--no-log-prefix", "--until", first, "web")).toBe("first\n");
  expect(await run("logs", "--no-log-prefix", "--follow", "--until", first, "web")).toBe("first\n");
  expect(await run("logs", "--no-log-prefix", "--since", "1h", "--tail", "1", "web")).toBe("second\n");
  const soon = new Date(Date.now() + 2_000).toISOString();
  expect(await run("logs", "--no-log-prefix", "--follow", "--until", soon, "web")).toBe("first\nsecond\n");
});

test("port, images, volumes and ls tell what the engine has", async () => {
  expect(await run("port", "web", "80")).toMatch(/^127\.0\.0\.1:\d+\n$/);
  const [image] = JSON.parse(await run("images", "--format", "json", "web"));
  expect(image).toMatchObject({ Repository: "busybox", Tag: "latest", Platform: expect.stringMatching(/^linux\//) });
  expect(image.Size).toBeGreaterThan(1_000_000);
  expect(JSON.parse(await run("volumes", "--format", "json"))).toMatchObject({
    Name: `${command.project}_data`,
    Scope: "local",
    Mountpoint: expect.stringMatching(/^\//),
  });
  const projects = JSON.parse(await run("ls", "--all", "--format", "json", "--filter", `name=^${command.project}$`));
  expect(projects).toEqual([
    { Name: command.project, Status: "exited(1), running(1)", ConfigFiles: expect.stringMatching(/compose\.yaml$/) },
  ]);
});

test("graph --live shows the containers with their states, networks and volumes, by the project's name alone", async () => {
  const { project } = command;
  const out = await run("graph", "--live");
  expect(out).toMatch(/^ *\S+-web-1 +running · busybox$/m);
  expect(out).toMatch(/^ *\S+-job-1 +exited \(3\) · busybox$/m);
  expect(out).toContain(`Networks\n  ${project}_default  bridge · all containers\n`);
  expect(out).toContain(`Volumes\n  ${project}_data     ${project}-web-1 at /data\n`);
  const ended = await windlass(["-p", project, "graph", "--live", "--format", "mermaid", "web"], {
    DOCKER_HOST: address,
  });
  expect(ended).toMatchObject({ code: 0, stderr: "" });
  expect(readMermaid(ended.stdout).nodes).toEqual([
    [`${project}-web-1`, "running", "busybox"],
    [`${project}_default`, "bridge"],
    [`${project}_data`],
  ]);
});

/** What a shell is offered; an engine that is busy may have been given up. */
const offered = (...words: readonly string[]) =>
  expect.poll(async () => (await windlass(["__complete", "-p", ...words], { DOCKER_HOST: address })).stdout);

test("without a file a shell is offered what the containers' labels say", async () => {
  const { project } = command;
  await offered(project, "logs", "").toBe("job\nweb\n:4\n");
  await offered(project, "exec", "w").toBe("web\n:4\n");
  await offered(project, "exec", "--index", "").toBe(`1\t${project}-job-1, ${project}-web-1\n:4\n`);
});

test("a shell is offered the projects of the engine", async () => {
  await offered(command.project.slice(0, -1)).toContain(`${command.project}\n`);
});
