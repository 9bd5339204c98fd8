/** Asks BuildKit's linter about a Dockerfile: the frontend answers that instead of building, on a call within a build. */
import { randomUUID } from "node:crypto";
import { defined } from "../../core/defined.ts";
import { WindlassError } from "../../core/errors.ts";
import type { BuildIo, BuildSpec, BuildWarning } from "../../engine/port.ts";
import { CallError } from "../http/call-error.ts";
import { failure } from "../http/failures.ts";
import { type JsonRecord, list, number, orAbsent, record, text } from "../wire/json.ts";
import type { BuildTools } from "./buildkit/build.ts";
import { type Connected, connected, sessionHandlers } from "./buildkit/connection.ts";
import { buildkitContexts } from "./buildkit/contexts.ts";
import { placeIn } from "./buildkit/failure.ts";
import { encoded, frontendAttributes, frontendOf } from "./buildkit/solve-request.ts";
import { buildFailure } from "./failure.ts";
import { GrpcError } from "./grpc/frames.ts";
import { fieldsOf, message, messagesIn, textsOf } from "./grpc/protobuf.ts";
import { readRecipe, shownRecipe } from "./recipe.ts";

/** @throws WindlassError as the port's `checkBuild` does */
export async function check(
  { transport, logins }: Pick<BuildTools, "transport" | "logins">,
  spec: BuildSpec,
  io: BuildIo,
): Promise<readonly BuildWarning[]> {
  if (spec.builder !== "buildkit")
    throw new WindlassError("engine-lacks", "this builder does not check Dockerfiles", {
      hint: "BuildKit's own API is needed: the engine does not offer it, or a proxy before the engine forbids `POST /grpc`",
    });
  const recipe = await readRecipe(spec);
  const contexts = await buildkitContexts(spec, recipe);
  const handlers = await sessionHandlers(logins, contexts, spec, io);
  const attributes = { ...frontendAttributes(spec, []), ...contexts.attributes, requestid: "frontend.lint" };
  try {
    const answer = await connected(transport, handlers, contexts.sharedKey, io.signal, (connection) =>
      asked(connection, frontendOf(spec), attributes),
    );
    const { warnings, buildError } = record(JSON.parse(answer));
    if (buildError !== undefined) {
      const lines = linesOf(record(record(buildError).location));
      const said = text(record(buildError).message);
      throw buildFailure(
        said,
        shownRecipe(spec, recipe),
        undefined,
        recipe && lines && { text: recipe.text, ...lines },
      );
    }
    return list(warnings).map((warning) => warningOf(record(warning)));
  } catch (error) {
    io.signal.throwIfAborted();
    if (error instanceof GrpcError && error.message.includes("unsupported request frontend.lint"))
      throw new WindlassError("engine-lacks", "the engine's BuildKit does not check Dockerfiles", {
        hint: "that of Docker 27 and later does: update the engine, or let a newer frontend read the Dockerfile: # syntax=docker/dockerfile:1",
        cause: error,
      });
    if (error instanceof GrpcError)
      throw buildFailure(error.message, shownRecipe(spec, recipe), undefined, placeIn(error.details));
    throw failure(error, "check the Dockerfile", "build-failed");
  }
}

/** @returns the frontend's answer as JSON */
async function asked(
  { grpc, session }: Connected,
  frontend: string,
  attributes: Readonly<Record<string, string>>,
): Promise<string> {
  const ref = randomUUID();
  const bridge = (method: string, request: Uint8Array): Promise<Uint8Array> =>
    grpc.ask(`/moby.buildkit.v1.frontend.LLBBridge/${method}`, request, { "buildkit-controlapi-buildid": ref });
  // A build without a frontend is one whose steps we ask for.
  const empty = { attributes: {}, cacheFrom: [], cacheTo: [], entitlements: [] };
  const build = grpc.ask("/moby.buildkit.v1.Control/Solve", encoded({ ref, session, frontend: "", ...empty }));
  const answering = async (): Promise<string> => {
    const solved = await bridge("Solve", message([2, frontend], [3, attributes], [5, true], [6, true]));
    const [result] = messagesIn(fieldsOf(solved), 3);
    await bridge("Return", message([1, message()]));
    const answer = result && textsOf(result, 10)["result.json"];
    if (answer === undefined) throw new CallError({ kind: "broken", reason: "it says nothing of the Dockerfile" });
    return answer;
  };
  const [answer] = await Promise.all([answering(), build]);
  return answer;
}

function warningOf(raw: JsonRecord): BuildWarning {
  const { ruleName, detail, description, url, location } = raw;
  return {
    rule: text(ruleName),
    message: text(detail),
    detail: text(description),
    ...defined({ url: orAbsent(url) }),
    ...linesOf(record(location)),
  };
}

/** Of its first range. */
function linesOf({ ranges }: JsonRecord): { readonly line: number; readonly lastLine: number } | undefined {
  const { start, end } = record(list(ranges)[0]);
  const line = number(record(start).line);
  return line === 0 ? undefined : { line, lastLine: number(record(end).line) || line };
}
