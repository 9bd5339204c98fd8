/**
 * A host to log in to: an sshd of the tests' own on loopback, with keys of its own, and the `ssh` of a user who knows it.
 * The far side's docker speaks to the engine at a given socket. Nothing of the real user's keys or hosts is read.
 */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { freePort } from "./addresses.ts";
import { missing, program } from "./programs.ts";

/** What it needs of the system, as words for a skipped test. */
export const noSshServer: string = missing("sshd", "ssh", "ssh-keygen", "docker");

export interface SshServer {
  /** `ssh://far`: a host of that name is in the user's file. */
  readonly address: string;
  /** An environment in which `ssh` is that user's, and TMPDIR a folder of its own. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Logins and sessions so far. */
  readonly log: () => { readonly logins: number; readonly sessions: number };
  /** Makes the user know this host by another key, by none, or by its own. */
  know(key: "its own" | "another" | "none"): void;
  /** Takes the user's key away from those that may log in. */
  forgetUser(): void;
  close(): Promise<void>;
}

/**
 * @param engineSocket of the engine that the far side's docker takes by itself
 * @param path where the far side finds programs
 */
export async function startSshServer(
  engineSocket: string,
  path: string = `${dirname(program("docker") ?? "")}:/usr/bin:/bin`,
): Promise<SshServer> {
  const folder = mkdtempSync(join(tmpdir(), "wdl-sshd-"));
  const file = (name: string): string => join(folder, name);
  const key = (name: string): string => {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file(name)]);
    return readFileSync(file(`${name}.pub`), "utf8")
      .split(" ")
      .slice(0, 2)
      .join(" ");
  };
  const [host, other, user] = [key("host"), key("other"), key("user")];
  const port = await freePort();
  writeFileSync(file("authorized"), `${user}\n`);
  const known = { "its own": host, another: other, none: undefined };
  const know: SshServer["know"] = (which) =>
    writeFileSync(file("known"), known[which] === undefined ? "" : `[127.0.0.1]:${port} ${known[which]}\n`);
  know("its own");
  writeFileSync(
    file("config"),
    `Host far
  HostName 127.0.0.1
  Port ${port}
  User ${userInfo().username}
  IdentityFile ${file("user")}
  IdentitiesOnly yes
  UserKnownHostsFile ${file("known")}
  GlobalKnownHostsFile /dev/null
`,
  );
  // ssh finds its user's file by the system's accounts, whatever HOME says: so another `ssh` comes first on the path.
  mkdirSync(file("bin"));
  mkdirSync(file("tmp"));
  writeFileSync(file("bin/ssh"), `#!/bin/sh\nexec ${program("ssh")} -F ${file("config")} "$@"\n`, { mode: 0o755 });

  // A server that is run by root drops its rights in this folder, which a service manager would make.
  if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  const options = {
    ...{ ListenAddress: "127.0.0.1", Port: port, HostKey: file("host"), AuthorizedKeysFile: file("authorized") },
    ...{ PasswordAuthentication: "no", KbdInteractiveAuthentication: "no", PermitRootLogin: "prohibit-password" },
    ...{ StrictModes: "no", UsePAM: "no", PidFile: "none", LogLevel: "VERBOSE" },
    SetEnv: `PATH=${path} DOCKER_HOST=unix://${engineSocket}`,
  };
  const flags = Object.entries(options).flatMap(([name, value]) => ["-o", `${name}=${value}`]);
  const server = spawn(program("sshd") ?? "", ["-D", "-e", "-f", "/dev/null", ...flags], {
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  const listening = Promise.withResolvers<void>();
  server.stderr.setEncoding("utf8").on("data", (text: string) => {
    log += text;
    if (log.includes("Server listening")) listening.resolve();
  });
  server.once("exit", () => listening.reject(new Error(`sshd did not start: ${log}`)));
  await listening.promise;
  const count = (words: string): number => log.split(words).length - 1;
  return {
    address: "ssh://far",
    env: { ...process.env, PATH: `${file("bin")}:${process.env.PATH}`, SSH_AUTH_SOCK: undefined, TMPDIR: file("tmp") },
    log: () => ({ logins: count("Accepted publickey"), sessions: count("Starting session") }),
    know,
    forgetUser: () => writeFileSync(file("authorized"), ""),
    close: async () => {
      const exited = once(server, "exit");
      server.kill();
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
