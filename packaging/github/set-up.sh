#!/bin/sh
# The step of action.yml: puts windlass into the runner's tool cache, once for each version, and on the PATH of later steps.
set -eu

installer=$GITHUB_ACTION_PATH/packaging/install.sh
: "${VERSION=}" "${PLUGIN=}"
version=${VERSION#v}
if [ -z "$version" ]; then version=$(sed -n 's/^version=//p' "$installer"); fi
folder=$RUNNER_TOOL_CACHE/windlass/$version/$RUNNER_ARCH

if [ ! -e "$folder.complete" ]; then
  sh "$installer" --version "$version" --dir "$folder"
  touch "$folder.complete"
fi
if [ -n "$PLUGIN" ]; then "$folder/windlass" install-plugin --as "$PLUGIN"; fi
echo "$folder" >>"$GITHUB_PATH"
echo "version=$version" >>"$GITHUB_OUTPUT"
