/**
 * For bash 3.2 and later. It needs nothing beside bash: words that bash takes apart at `:` and `=` are put together again, and
 * quotes are taken off without running what is in them.
 */
import { directives } from "../answer.ts";
import type { ScriptOf } from "./shells.ts";

export const bash: ScriptOf = ({ name, identifier, request }) => `# bash completion of ${name}

_${identifier}_unquoted() {
    local word=$1
    case $word in
        *[\\;\\&\\|\\<\\>\\(\\)\\{\\}\\\`]*) ;;
        *[\\"\\'\\\\\\$~]*) eval "word=$word" 2>/dev/null || word=\${1#[\\"\\']} ;;
    esac
    printf '%s' "$word"
}

_${identifier}() {
    local rest=\${COMP_LINE:0:COMP_POINT} words=() word last i
    for ((i = 0; i <= COMP_CWORD; i++)); do
        word=\${COMP_WORDS[i]}
        last=\${#words[@]}
        if [[ $rest == [[:space:]]* || $last -eq 0 ]]; then
            rest=\${rest#"\${rest%%[![:space:]]*}"}
        else
            last=$((last - 1))
        fi
        [[ $i -eq $COMP_CWORD ]] && word=$rest
        words[last]=\${words[last]-}$word
        rest=\${rest#"$word"}
    done

    local program cur asked=()
    program=$(_${identifier}_unquoted "\${words[0]}")
    type -P -- "$program" >/dev/null || program=${name}
    for ((i = 1; i < \${#words[@]}; i++)); do
        asked[i - 1]=$(_${identifier}_unquoted "\${words[i]}")
    done
    cur=\${asked[\${#asked[@]} - 1]}

    local line directive=0 candidates=()
    while IFS= read -r line; do
        if [[ $line == :* ]]; then directive=\${line#:}; else candidates[\${#candidates[@]}]=$line; fi
    done < <("$program" ${request} "\${asked[@]}" 2>/dev/null)

    COMPREPLY=()
    local flag= option=
    if [[ $cur == -*=* ]]; then
        flag=\${cur%%=*}=
        cur=\${cur#*=}
    fi
    if [[ $(type -t compopt) == builtin ]]; then option=compopt; else option=:; fi
    (((directive & ${directives.noSpace}) != 0)) && $option -o nospace
    (((directive & ${directives.noFiles}) != 0)) && $option +o default

    if (((directive & (${directives.fileEndings} | ${directives.folders})) != 0)); then
        $option -o filenames
        while IFS= read -r line; do
            COMPREPLY[\${#COMPREPLY[@]}]=$line
        done < <(compgen -d -- "$cur")
        if (((directive & ${directives.fileEndings}) != 0)); then
            for word in "\${candidates[@]}"; do
                while IFS= read -r line; do
                    COMPREPLY[\${#COMPREPLY[@]}]=$line
                done < <(compgen -f -X "!*.$word" -- "$cur")
            done
        fi
        return
    fi

    local tab=$'\\t' whole=() longest=0
    for line in "\${candidates[@]}"; do
        word=\${line%%"$tab"*}
        [[ $word == "$cur"* ]] || continue
        whole[\${#whole[@]}]=$line
        ((\${#word} > longest)) && longest=\${#word}
    done
    # What bash takes for a word of its own begins behind the last : or =.
    local before= cut= head
    [[ $flag && $COMP_WORDBREAKS != *=* ]] && before=$flag
    for i in : =; do
        [[ $COMP_WORDBREAKS == *$i* && $cur == *$i* ]] || continue
        head=\${cur%"\${cur##*$i}"}
        ((\${#head} > \${#cut})) && cut=$head
    done
    for line in "\${whole[@]}"; do
        word=\${line%%"$tab"*}
        local description=
        [[ $line == *"$tab"* ]] && description=\${line#*"$tab"}
        # Quoted in lists, too: what they have in common is put on the line.
        printf -v word '%q' "\${word#"$cut"}"
        word=$before$word
        if ((\${#whole[@]} > 1)) && [[ $description && $COMP_TYPE != 37 && $COMP_TYPE != 42 ]]; then
            printf -v word '%-*s  (%s)' "$((longest - \${#cut}))" "$word" "$description"
            ((\${#word} > \${COLUMNS:-80})) && word=\${word:0:\${COLUMNS:-80} - 2}…
        fi
        COMPREPLY[\${#COMPREPLY[@]}]=$word
    done
}

complete -o default -F _${identifier} ${name}
`;
