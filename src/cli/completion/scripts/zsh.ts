/** For zsh: to be sourced, or as the file `_NAME` in a folder of `fpath`. */
import { directives } from "../answer.ts";
import type { ScriptOf } from "./shells.ts";

export const zsh: ScriptOf = ({ name, identifier, request }) => `#compdef ${name}

_${identifier}() {
    local -a asked lines candidates endings space
    local line word directive=0
    asked=("\${(@Q)words[2,CURRENT-1]}" "\${(Q)PREFIX}")
    asked=("\${(@)asked/#\\~\\//$HOME/}")
    local program=\${\${(Q)words[1]}/#\\~\\//$HOME/}
    (( $+commands[$program] )) || [[ -x $program ]] || program=${name}
    lines=("\${(@f)$("$program" ${request} "\${(@)asked}" 2>/dev/null)}")
    for line in "\${(@)lines}"; do
        if [[ $line == :* ]]; then
            directive=\${line#:}
        elif [[ -n $line ]]; then
            # A colon parts a candidate from its description.
            word=\${\${line%%$'\\t'*}//:/\\\\:}
            endings+=("$word")
            [[ $line == *$'\\t'* ]] && word+=":\${line#*$'\\t'}"
            candidates+=("$word")
        fi
    done

    [[ $PREFIX == -*=* ]] && compset -P 1 '*='
    if (( directive & ${directives.fileEndings} )); then
        _files -g "*.(\${(j:|:)endings})"
    elif (( directive & ${directives.folders} )); then
        _files -/
    else
        (( directive & ${directives.noSpace} )) && space=(-S '')
        (( $#candidates )) && _describe '${name}' candidates "\${(@)space}" && return 0
        (( directive & ${directives.noFiles} )) && return 1
        _files
    fi
}

if [[ $funcstack[1] == _${identifier} ]]; then
    _${identifier} "$@"
else
    compdef _${identifier} ${name}
fi
`;
