/** ssh agents for a build. */
import type { SshAccess } from "../../../engine/port.ts";
import type { Handlers } from "./session.ts";
export const sshHandlers = async (_: readonly SshAccess[]): Promise<Handlers> => ({});
