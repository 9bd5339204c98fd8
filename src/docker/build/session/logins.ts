/** A build's logins: asked for one registry at a time, also where there is none. */
import type { Logins } from "../../client/docker-login.ts";
import { fieldsOf, message, textOf } from "../grpc/protobuf.ts";
import { unary } from "../grpc/server.ts";
import type { Handlers } from "./session.ts";

export const loginHandlers = (logins: Logins, signal: AbortSignal): Handlers => ({
  "/moby.filesync.v1.Auth/Credentials": unary(async (request) => {
    const login = await logins(textOf(fieldsOf(request), 1), signal);
    const { username = "", password = "", identitytoken } = login ?? {};
    return identitytoken === undefined ? message([1, username], [2, password]) : message([2, identitytoken]);
  }),
});
