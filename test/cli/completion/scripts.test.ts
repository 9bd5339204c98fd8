/** The scripts themselves: what each must have to be one of its shell. That they work is shown in test/cli/built/completion.test.ts. */
import { expect, test } from "vitest";
import { commandName } from "../../../src/cli/args/called.ts";
import { scriptFor } from "../../../src/cli/completion/scripts/scripts.ts";
import { shells } from "../../../src/cli/completion/scripts/shells.ts";
import { inProcess } from "../../support/commands.ts";
import { MemoryEngine } from "../../support/memory-engine.ts";
import { fakeShell } from "../../support/process-context.ts";

const windlass = (argv: string, program = "/usr/bin/windlass", env = {}) =>
  inProcess(argv.split(" "), { ...fakeShell({}, new MemoryEngine(), { env }), program });

test.each(shells)("the script for %s is for the name that was called", async (shell) => {
  const ours = await windlass(`completion ${shell}`);
  expect(ours).toMatchObject({ code: 0, err: "" });
  expect(ours.out).toContain("__complete ");
  const compose = (await windlass(`completion ${shell}`, "/usr/local/bin/docker-compose")).out;
  expect(compose).toContain("docker-compose");
  expect(compose).not.toContain("windlass");
});

test.each(shells)("without descriptions the script for %s asks for none", (shell) => {
  expect(scriptFor(shell, "windlass", true)).toMatch(/__complete /);
  expect(scriptFor(shell, "windlass", false)).toMatch(/__completeNoDesc /);
});

test.each([
  ["/usr/bin/windlass", "windlass"],
  ["/app/dist/windlass.cjs", "windlass"],
  ["C:\\bin\\docker-compose.exe", "docker-compose"],
  ["/bin/w.2", "w.2"],
  ["/bin/$(reboot)", "windlass"],
  ["", "windlass"],
])("a program at %s is called %s", (program, name) => {
  expect(commandName(program, {})).toBe(name);
});

test("PowerShell's script registers for the program and gives back results", () => {
  const script = scriptFor("powershell", "windlass", true);
  expect(script).toContain("Register-ArgumentCompleter -Native -CommandName 'windlass' -ScriptBlock {");
  expect(script).toContain("param($wordToComplete, $commandAst, $cursorPosition)");
  expect(script).toContain("[System.Management.Automation.CompletionResult]::new(");
  // Nothing that is typed is run.
  expect(script).not.toMatch(/Invoke-Expression|\biex\b/);
  for (const [open, close] of ["{}", "()", "[]"])
    expect(script.split(open ?? "").length, `${open}${close}`).toBe(script.split(close ?? "").length);
});

test("another shell, and docker's plugin, are told what to do", async () => {
  expect((await windlass("completion ksh")).err).toBe(
    'error[usage]: unknown shell: "ksh"\n = hint: use bash, zsh, fish or powershell\n',
  );
  const plugin = { DOCKER_CLI_PLUGIN_ORIGINAL_CLI_COMMAND: "docker" };
  const { code, err } = await windlass("windlass completion bash", "/plugins/docker-windlass", plugin);
  expect(code).toBe(1);
  expect(err).toContain("hint: load docker's own script: docker completion bash");
});
