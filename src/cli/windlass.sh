#!/usr/bin/env sh
":" /*
# What npm puts on the PATH: it starts the executable that npm has installed for this system, else windlass.cjs with Node.
# It is the beginning of windlass.cjs, and to JavaScript a comment. A link of another name is for Node: an executable that
# starts here cannot be told it.
file=$0
while [ -h "$file" ]; do
  link=$(readlink "$file")
  case $link in
    /*) file=$link ;;
    *) file=${file%/*}/$link ;;
  esac
done
case $0 in
  *docker-windlass) ;;
  *windlass | *windlass.cjs)
    for above in .. ../../..; do
      for target in @targets@; do
        executable=${file%/*}/$above/node_modules/@windlass/cli-${target%%:*}/windlass
        [ -x "$executable" ] && [ -e "${target#*:}" ] && exec "$executable" "$@"
      done
    done
    ;;
esac
# Node looks for some of its own flags behind the script's name too: --env-file, unless -- comes before it, and those of config
# files in any case, unless they look different: a space before them is taken off again by main.ts.
for argument do
  shift
  case $argument in --experimental-*) argument=" $argument" ;; esac
  set -- "$@" "$argument"
done
exec node -- "$0" "$@"
*/
