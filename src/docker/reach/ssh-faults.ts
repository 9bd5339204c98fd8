/** Why ssh, or docker on the far side, gave no connection: what they print, as a fault. Pure. */
import type { Fault } from "../http/call-error.ts";
import type { Ending } from "./process-socket.ts";

/** What ssh says before there is a connection, and the code of unsent.ts that it means; the first that fits counts. */
const beforeConnection: readonly (readonly [said: RegExp, code: string])[] = [
  [/REMOTE HOST IDENTIFICATION HAS CHANGED/i, "SSH_HOST_KEY_CHANGED"],
  [/Host key verification failed|No \S+ host key is known/i, "SSH_HOST_KEY_UNKNOWN"],
  [/Permission denied \(|Too many authentication failures/i, "SSH_REFUSED"],
  [/Could not resolve hostname/i, "ENOTFOUND"],
  [/connect to host .*Connection refused/i, "ECONNREFUSED"],
  [/connect to host .*timed out|Connection timed out during banner exchange/i, "ETIMEDOUT"],
  [/connect to host .*(No route to host|Network is unreachable)/i, "EHOSTUNREACH"],
];

/** What the far side says where it has nothing to connect to. */
const farSide: readonly (readonly [said: RegExp, code: string])[] = [
  [
    /docker\S*: (command )?not found|command not found: docker|not recognized as an internal|docker: No such file/i,
    "SSH_NO_DOCKER",
  ],
  [/permission denied.*docker.*(socket|sock)|docker.*sock.*permission denied/is, "SSH_DOCKER_DENIED"],
  [/Cannot connect to the Docker daemon|failed to open the raw stream connection/i, "SSH_NO_ENGINE"],
];

const commandNotFound = 127;

export function sshFault({ exitCode, errors }: Ending): Extract<Fault, { kind: "unsent" | "lost" }> {
  const known = [...beforeConnection, ...farSide].find(([said]) => said.test(errors))?.[1];
  if (known !== undefined) return { kind: "unsent", code: known };
  if (exitCode === commandNotFound) return { kind: "unsent", code: "SSH_NO_DOCKER" };
  // Its last words may say that the line broke when the call was already on its way.
  const last = errors.trim().split("\n").at(-1)?.trim() ?? "";
  return { kind: "lost", code: last === "" ? `ssh ended with exit code ${exitCode}` : `ssh: ${last}` };
}
