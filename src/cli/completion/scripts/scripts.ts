/**
 * What a shell runs when Tab is pressed: little, for the program itself knows what may come. Each script asks it with the words
 * up to the cursor and hands the answer on in the shell's own way.
 */
import { completionCommands } from "../../args/called.ts";
import { bash } from "./bash.ts";
import { fish } from "./fish.ts";
import { powershell } from "./powershell.ts";
import type { ScriptOf, Shell } from "./shells.ts";
import { zsh } from "./zsh.ts";

const scripts: Readonly<Record<Shell, ScriptOf>> = { bash, zsh, fish, powershell };

/** @param described candidates are shown with what they mean */
export const scriptFor = (shell: Shell, name: string, described: boolean): string =>
  scripts[shell]({
    name,
    identifier: name.replace(/\W/g, "_"),
    request: described ? completionCommands.described : completionCommands.bare,
  });
