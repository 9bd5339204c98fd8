/** What is laid over the files from outside: merged last, by the same reader. */
import { expect, test } from "vitest";
import { loadService, loadText, problemsOf } from "../../support/load.ts";

const file = `services:
  web: {image: busybox, ports: ["80:80"], command: [serve], volumes: ["data:/data"], environment: {A: file}}
volumes: {data: }
`;

const over = (text: string) => ({ request: { overlay: { name: "command line", text } } });

test("it merges over the files as a further file would, its tags obeyed", async () => {
  const text = `services:\n  web:\n    ports: !override ["8080:80"]\n    volumes: ["/host:/more"]\n    user: me`;
  const service = await loadService(file, over(text));
  expect(service.ports).toMatchObject([{ published: "8080" }]);
  expect(service.volumes.map(({ target }) => target)).toEqual(["/data", "/more"]);
  expect(service).toMatchObject({ user: "me", command: ["serve"] });
});

test("what is wrong in it is told with its own place", async () => {
  const [problem] = await problemsOf(file, over(`services:\n  web:\n    ports: ["nonsense"]`));
  expect(problem).toMatchObject({ severity: "error", place: { file: "command line", line: 3 } });
});

test("it makes no service that the files do not have", async () => {
  const { services } = await loadText(file, over("services: {other: {image: busybox}}"));
  expect([...services.keys()]).toEqual(["web"]);
});
