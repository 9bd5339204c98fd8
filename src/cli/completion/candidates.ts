/** A place on the command line and what is typed there → what may be meant: flags, commands, operands and values, by the tables. */
import type { Completes, Source } from "../args/completes.ts";
import { type Flag, isRepeatable, takesValue } from "../args/flags.ts";
import type { Known } from "../args/reader.ts";
import { type Answer, type Candidate, nothing, offered } from "./answer.ts";
import type { Place } from "./place.ts";

/** Looks for what is not in the tables. */
export type Find = (source: Source, typed: string) => Promise<Answer>;

export async function answerAt(place: Place, typed: string, find: Find): Promise<Answer> {
  if (place.awaiting !== undefined) return wordsOf(completesOf(place.awaiting), typed, find);
  if (typed.startsWith("-") && place.flags.size > 0) {
    const cut = typed.indexOf("=");
    if (cut < 0) return offered(flagsAt(place), typed);
    const known = place.flags.get(typed.startsWith("--") ? typed.slice(0, cut) : `-${typed[cut - 1]}`);
    return known === undefined ? nothing : wordsOf(completesOf(known.row), typed.slice(cut + 1), find);
  }
  const commands = offered(commandsAt(place, typed), typed);
  if (place.operand === undefined) return commands;
  const operands = await wordsOf(place.operand.completes, typed, find);
  return { ...operands, candidates: [...commands.candidates, ...operands.candidates] };
}

async function wordsOf(completes: Completes | undefined, typed: string, find: Find): Promise<Answer> {
  if (completes === undefined) return nothing;
  if (typeof completes === "string") return find(completes, typed);
  return offered(
    completes.map((text) => ({ text })),
    typed,
  );
}

/** A flag without a value can be given one, too: `--detach=false`. */
const completesOf = (row: Flag<unknown>): Completes | undefined =>
  takesValue(row) ? (row.completes ?? row.choices) : ["true", "false"];

/** All that the help shows and that is not given yet. */
const flagsAt = ({ flags, isGiven }: Place): readonly Candidate[] =>
  [...flags].flatMap(([text, known]) =>
    isShown(text, known) && (isRepeatable(known.row) || !isGiven(known)) ? [{ text, description: known.row.text }] : [],
  );

const isShown = (spelling: string, { row }: Known): boolean => !row.hidden && !row.aliases?.includes(spelling);

const commandsAt = ({ commands }: Place, typed: string): readonly Candidate[] =>
  commands
    .filter(({ hidden }) => !hidden || typed !== "")
    .map(({ word, summary }) => ({ text: word, ...(summary !== undefined && { description: summary }) }));
