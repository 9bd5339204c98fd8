/** For fish 3 and later. */
import { directives } from "../answer.ts";
import type { ScriptOf } from "./shells.ts";

export const fish: ScriptOf = ({ name, identifier, request }) => `# fish completion of ${name}

function __${identifier}_has -a directive bit
    test (math "floor($directive / $bit) % 2") -eq 1
end

function __${identifier}_complete
    set -l words (commandline -opc)
    set -l typed (commandline -ct)
    set -l plain (string unescape -- $typed 2>/dev/null; or echo -- $typed)
    test (count $plain) -eq 0; and set plain ""
    set -l program $words[1]
    type -q -- $program; or set program ${name}
    set -l asked
    test (count $words) -gt 1; and set asked $words[2..-1]
    set -l lines ($program ${request} $asked "$plain" 2>/dev/null)
    set -l directive (string match -r -- '^:[0-9]+$' "$lines[-1]" | string sub -s 2)
    test -n "$directive"; or return
    set -e lines[-1]

    set -l flag (string match -r -- '^-[^=]*=' $typed)
    set -l value (string replace -r -- '^-[^=]*=' '' $typed)
    if __${identifier}_has $directive ${directives.fileEndings}
        set -l wanted '^[^\\t]*(?:/|\\.(?:'(string join '|' $lines)'))(?:\\t|$)'
        printf "$flag%s\\n" (string match -re -- $wanted (__fish_complete_path $value))
    else if __${identifier}_has $directive ${directives.folders}
        printf "$flag%s\\n" (__fish_complete_directories $value)
    else if test (count $lines) -gt 0
        printf "$flag%s\\n" $lines
    else if not __${identifier}_has $directive ${directives.noFiles}
        printf "$flag%s\\n" (__fish_complete_path $value)
    end
end

complete -c ${name} -e
complete -c ${name} -f -a '(__${identifier}_complete)'
`;
