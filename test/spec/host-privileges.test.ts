/** What gives a container the host: found with its line, whatever says so. */
import { expect, test } from "vitest";
import { restrictions } from "../../src/spec/host-privileges.ts";
import { loadText } from "../support/load.ts";

const refused = async (attributes: string): Promise<readonly unknown[]> =>
  restrictions(await loadText(`services:\n  web:\n    image: x\n    ${attributes}\n`)).map(({ code, path, place }) => [
    code,
    path,
    place?.line,
  ]);

test.each([
  ["privileged: true", "privileged"],
  ["provider: {type: cloud}", "provider"],
  ["use_api_socket: true", "use_api_socket"],
  ['volumes: ["/var/run/docker.sock:/s"]', "volumes.0.source"],
  ['volumes: ["/data:/data", "/run/docker.sock:/s:ro"]', "volumes.1.source"],
  ["volumes: [{type: bind, source: /, target: /host}]", "volumes.0.source"],
  ['volumes: ["/var/run//:/r"]', "volumes.0.source"],
  ['volumes: ["/srv/../var/./run/docker.sock:/s"]', "volumes.0.source"],
  ["cap_add: [NET_ADMIN, SYS_ADMIN]", "cap_add.1"],
  ["cap_add: [cap_all]", "cap_add.0"],
  ["pre_start: [{command: x, privileged: true}]", "pre_start.0.privileged"],
  ["post_start: [{command: x}, {command: x, privileged: true}]", "post_start.1.privileged"],
  ["pre_stop: [{command: x, privileged: true}]", "pre_stop.0.privileged"],
])("%s", async (attributes, path) => {
  expect(await refused(attributes)).toEqual([["restricted", `services.web.${path}`, 4]]);
});

test("a program of this machine fetches and runs its models", async () => {
  const models = "models: {llm: {model: ai/x}, unused: {model: ai/y}}";
  const project = await loadText(`services:\n  web:\n    image: x\n    models: [llm]\n${models}\n`);
  expect(restrictions(project)).toMatchObject([
    { code: "restricted", path: "services.web.models.llm", place: { line: 4 } },
  ]);
});

test.each(['volumes: ["/srv:/srv", "data:/var/run/docker.sock"]', "cap_add: [NET_ADMIN]", "user: root"])(
  "%s stays within the container",
  async (attributes) => {
    const volumes = attributes.includes("data:") ? "volumes: {data: }" : "";
    expect(restrictions(await loadText(`services:\n  web:\n    image: x\n    ${attributes}\n${volumes}\n`))).toEqual(
      [],
    );
  },
);
