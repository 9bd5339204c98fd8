#!/bin/sh
# Flags, a file to run, or anything that is not a program: they are for node.
set -e
case ${1-} in
  -*) set -- node "$@" ;;
  *) command -v "${1-}" >/dev/null || set -- node "$@" ;;
esac
exec "$@"
