/** The scripts in their own shells: a line is typed, Tab is pressed, the line is read. A shell that is not installed is skipped. */
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { program } from "../../support/program.ts";
import { hasTerminals, type InTerminal, inTerminal } from "../../support/pty.ts";

const isInstalled = (shell: string): boolean => spawnSync(shell, ["--version"]).status === 0;

let folder: string;
let env: Readonly<Record<string, string>>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "windlass-completion-"));
  const bin = join(folder, "bin");
  const app = join(folder, "app");
  for (const path of [bin, join(app, "a folder")]) mkdirSync(path, { recursive: true });
  symlinkSync(program, join(bin, "windlass"));
  const shop = "services: {web: {image: nginx}, db: {image: redis}, site: {image: httpd, profiles: [tools]}}\n";
  writeFileSync(join(app, "compose.yaml"), `name: shop\n${shop}`);
  writeFileSync(join(app, "a folder", "other.yaml"), "name: other\nservices: {another: {image: busybox}}\n");
  writeFileSync(join(app, "zebra.txt"), "");
  env = {
    PATH: [bin, dirname(process.execPath), process.env.PATH].join(delimiter),
    HOME: folder,
    TERM: "xterm",
    DOCKER_HOST: "unix:///nonexistent/engine.sock",
  };
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Ctrl-T tells the line as it is now. */
const sessions = {
  bash: {
    start: "bash --norc --noprofile -i",
    setUp: [
      "source <(windlass completion bash)",
      "bind 'set bell-style none'",
      `bind -x '"\\C-t": printf "line<%s>\\n" "$READLINE_LINE"'`,
    ],
  },
  zsh: {
    start: "zsh -f -i",
    setUp: [
      "autoload -Uz compinit; compinit -u -D",
      "source <(windlass completion zsh)",
      'told() { print -r -- "line<$BUFFER>" }',
      "zle -N told; bindkey '^T' told; unsetopt beep",
    ],
  },
} as const;

const lines: readonly (readonly [typed: string, completed: string])[] = [
  ["windlass unp", "windlass unpause "],
  ["windlass plan res", "windlass plan restart "],
  ["windlass up --no-rec", "windlass up --no-recreate "],
  ["windlass up w", "windlass up web "],
  ["windlass up web d", "windlass up web db "],
  ["windlass --progress=j", "windlass --progress=json "],
  ["windlass --progress pl", "windlass --progress plain "],
  ["windlass ps --filter status=pa", "windlass ps --filter status=paused "],
  ["windlass up --scale w", "windlass up --scale web="],
  ["windlass cp w", "windlass cp web:"],
  ["windlass --profile to", "windlass --profile tools "],
  ["windlass -f com", "windlass -f compose.yaml "],
  ["windlass --env-file z", "windlass --env-file zebra.txt "],
  ["windlass exec web ze", "windlass exec web zebra.txt "],
  ["windlass -f 'a folder/other.yaml' up a", "windlass -f 'a folder/other.yaml' up another "],
  ["windlass --project-directory a", "windlass --project-directory a\\ folder/"],
  ["windlass up z", "windlass up z"],
];

describe.each(Object.entries(sessions))("in %s", (shell, { start, setUp }) => {
  test.skipIf(!hasTerminals || !isInstalled(shell))(`Tab completes lines (skipped without ${shell})`, async () => {
    const terminal: InTerminal = inTerminal(`cd ${folder}/app; exec ${start}`, { ...env, PS1: "> " }, { columns: 200 });
    try {
      for (const command of setUp) terminal.type(`${command}\n`);
      terminal.type("echo set-''up\n");
      await terminal.until(/set-up/);
      for (const [typed, completed] of lines) {
        terminal.type(`${typed}\t\x14`);
        const told = `line<${completed.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")}>`;
        await terminal.until(new RegExp(told));
        terminal.type("\x15");
      }
      // Several are listed with what they mean.
      terminal.type("windlass up \t\t");
      await terminal.until(/web +(-- |\()nginx/);
    } finally {
      terminal.kill("SIGKILL");
      await terminal.ended;
    }
  });
});

test.skipIf(!isInstalled("bash"))("nothing that stands on the line is run to complete it", () => {
  const script = `
    source <(windlass completion bash)
    COMP_LINE='windlass -f $(touch ran) up '
    COMP_POINT=\${#COMP_LINE}
    COMP_WORDS=(windlass -f '$(touch ran)' up '')
    COMP_CWORD=4
    _windlass 2>/dev/null
    ls
  `;
  const { stdout } = spawnSync("bash", ["--norc", "-c", script], {
    cwd: join(folder, "app"),
    env,
    encoding: "utf8",
  });
  expect(stdout).toBe("a folder\ncompose.yaml\nzebra.txt\n");
});

test.skipIf(!isInstalled("bash"))("what a candidate has of the shell's own characters is quoted, in lists, too", () => {
  const script = `
    asked() { printf '$(touch ran)a\\tone\\n$(touch ran)b\\ttwo\\n:4\\n'; }
    source <(windlass completion bash | sed 's/"$program" __complete/asked/')
    COMP_LINE='windlass up '
    COMP_POINT=\${#COMP_LINE}
    COMP_WORDS=(windlass up '')
    COMP_CWORD=2
    _windlass 2>/dev/null
    printf '%s\\n' "\${COMPREPLY[@]}"
  `;
  const { stdout } = spawnSync("bash", ["--norc", "-c", script], { env, encoding: "utf8" });
  expect(stdout).toBe("\\$\\(touch\\ ran\\)a  (one)\n\\$\\(touch\\ ran\\)b  (two)\n");
});

describe("in fish", () => {
  const completed = (line: string): readonly string[] => {
    const script = `windlass completion fish | source; complete -C ${JSON.stringify(line)}`;
    const { stdout } = spawnSync("fish", ["--no-config", "-c", script], {
      cwd: join(folder, "app"),
      env,
      encoding: "utf8",
    });
    return stdout.split("\n").slice(0, -1);
  };
  test.skipIf(!isInstalled("fish")).each([
    ["windlass unp", ["unpause\tResume paused containers"]],
    ["windlass up ", ["db\tredis", "site", "web\tnginx"]],
    ["windlass --progress=j", ["--progress=json"]],
    ["windlass ps --filter status=pa", ["status=paused"]],
    ["windlass up --scale w", ["web=\tnginx"]],
    ["windlass cp w", ["web:\tnginx"]],
    ["windlass -f 'a folder/other.yaml' up a", ["another\tbusybox"]],
    ["windlass -f ", ["a folder/", "compose.yaml"]],
    ["windlass --file=c", ["--file=compose.yaml"]],
    ["windlass --env-file z", ["zebra.txt"]],
    ["windlass --project-directory a", ["a folder/\tDirectory"]],
    ["windlass up z", []],
  ])("%s (skipped without fish)", (line, expected) => {
    expect(completed(line)).toEqual(expected);
  });
});

test("an engine that takes calls and does not answer is given up", () => {
  const listen = `
    const { createServer } = require("node:net");
    const { spawnSync, spawn } = require("node:child_process");
    const server = createServer(() => {}).listen(${JSON.stringify(join(folder, "deaf.sock"))}, () => {
      const child = spawn(process.argv[1], ["__complete", "-p", ""], { stdio: "inherit" });
      child.on("close", (code) => process.exit(code));
    });
  `;
  const { stdout, stderr, status } = spawnSync(process.execPath, ["-e", listen, join(folder, "bin", "windlass")], {
    cwd: join(folder, "app"),
    env: { ...env, DOCKER_HOST: `unix://${folder}/deaf.sock` },
    encoding: "utf8",
  });
  expect({ stdout, stderr, status }).toEqual({ stdout: ":4\n", stderr: "", status: 0 });
});
