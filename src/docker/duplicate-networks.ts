/**
 * One network a name. Engines before API 1.44 look for the name and then make the network, so two creates at once (one
 * of them a killed run's, still under way) both win, and the engine answers every later use of the name with "is
 * ambiguous". The project's superfluous ones are removed here; the planner does the same with those that it finds.
 */
import { bestFirst } from "../engine/duplicate-networks.ts";
import { labels } from "../engine/labels.ts";
import type { NetworkFact } from "../engine/port.ts";
import { CallError, isStatus } from "./http/call-error.ts";
import type { Transport } from "./http/transport.ts";
import { inspect, removed, unlessGone } from "./outcome.ts";
import { networkFact } from "./wire/facts.ts";
import { list, record, text, textRecord } from "./wire/json.ts";

/**
 * Leaves one of the project's networks of that name, and any that somebody is on.
 * @returns the id of the one that stays; `undefined` where the project has none of that name
 */
export async function oneNetwork(
  transport: Transport,
  name: string,
  project: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  const { body } = await transport.read(
    { method: "GET", path: ["networks"], query: { filters: { name: [name] } } },
    signal,
  );
  // The filter finds parts of names too.
  const ids = list(body)
    .map(record)
    .filter((item) => item.Name === name && textRecord(item.Labels)[labels.project] === project)
    .map(({ Id }) => text(Id));
  if (ids.length < 2) return ids[0];
  const duplicates = await Promise.all(ids.map((id) => look(transport, id, signal)));
  const [kept, ...others] = bestFirst(duplicates.filter((one) => one !== undefined));
  for (const { id } of others) await removeUnused(transport, id, signal);
  return kept?.id;
}

/** The list does not tell who is on a network. */
async function look(transport: Transport, id: string, signal: AbortSignal): Promise<NetworkFact | undefined> {
  const found = await unlessGone(transport.read({ method: "GET", path: ["networks", id] }, signal));
  return found && networkFact(found.body);
}

/** The engine refuses to remove one that somebody has joined meanwhile: it stays. */
async function removeUnused(transport: Transport, id: string, signal: AbortSignal): Promise<void> {
  try {
    await removed(transport, { method: "DELETE", path: ["networks", id] }, signal);
  } catch (error) {
    if (!isStatus(error, 403)) throw error;
  }
}

/** Makes a call about a container; where the name of a network is ambiguous, clears that up and makes it once more. */
export async function unambiguously<Value>(
  transport: Transport,
  container: string,
  signal: AbortSignal,
  act: () => Promise<Value>,
): Promise<Value> {
  const cleared = new Set<string>();
  for (;;) {
    try {
      return await act();
    } catch (error) {
      const name = ambiguousName(error);
      if (name === undefined || cleared.has(name)) throw error;
      cleared.add(name);
      const found = await inspect(transport, container, signal);
      const project = textRecord(record(record(found?.body).Config).Labels)[labels.project];
      if (project === undefined) throw error;
      await oneNetwork(transport, name, project, signal);
    }
  }
}

function ambiguousName(error: unknown): string | undefined {
  if (!(error instanceof CallError) || error.fault.kind !== "refused") return undefined;
  return /network (\S+) is ambiguous/i.exec(error.fault.reason)?.[1];
}
