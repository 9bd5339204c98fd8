#!/bin/sh
# Installs the executable of Windlass for this user. It needs no root, and checks what it downloads.
#
#   curl -fsSL https://github.com/windlass-dev/windlass/releases/latest/download/install.sh | sh
#   curl -fsSL https://github.com/windlass-dev/windlass/releases/latest/download/install.sh | sh -s -- --help

set -eu

version=0.1.0
releases=${WINDLASS_RELEASES:-https://github.com/windlass-dev/windlass/releases/download}
folder=${HOME:+$HOME/.local/bin}
plugin=
downloads=
candidate=

help() {
  cat <<END
Usage: install.sh [options]

  --dir FOLDER       install to FOLDER (default ~/.local/bin)
  --version VERSION  install this version (default $version)
  --from RELEASES    get it from this address or folder; it contains v$version/
                     (default \$WINDLASS_RELEASES, or $releases)
  --plugin[=NAME]    make it a command of docker, too: docker windlass, or docker NAME
  --help             print this help
END
}

# A line for each argument.
say() {
  printf '%s\n' "$@" >&2
}

fail() {
  say "install.sh: $1"
  shift
  for hint in "$@"; do say "  $hint"; done
  exit 1
}

has() {
  command -v "$1" >/dev/null 2>&1
}

# What is not in place when the script ends was not wanted.
clean_up() {
  [ -z "$downloads" ] || rm -rf "$downloads"
  [ -z "$candidate" ] || rm -f "$candidate"
}

options() {
  while [ $# -gt 0 ]; do
    case $1 in
      --dir=* | --version=* | --from=*)
        option=${1%%=*} value=${1#*=}
        shift
        set -- "$option" "$value" "$@"
        continue
        ;;
      --dir | --version | --from)
        [ -n "${2:-}" ] || fail "$1 needs a value"
        case $1 in
          --dir) folder=$2 ;;
          --version) version=${2#v} ;;
          --from) releases=$2 ;;
        esac
        shift
        ;;
      --plugin) plugin=windlass ;;
      --plugin=?*) plugin=${1#*=} ;;
      -h | --help)
        help
        exit 0
        ;;
      *) fail "unknown option: $1" "--help lists the options" ;;
    esac
    shift
  done
  case $folder in
    "") fail "HOME is not set" "name a folder with --dir" ;;
    /* | ?:*) ;;
    *) folder=$PWD/$folder ;;
  esac
}

# The name of this system's build.
find_target() {
  case $(uname -s) in
    Linux) system=linux ;;
    Darwin) system=darwin ;;
    MINGW* | MSYS* | CYGWIN*) system=windows ;;
    *) fail "there is no build for $(uname -s)" "with Node.js 22.13 or later: npm install --global windlass" ;;
  esac
  case $(uname -m) in
    x86_64 | amd64) cpu=x64 ;;
    aarch64 | arm64) cpu=arm64 ;;
    *) fail "there is no build for a $(uname -m) processor" "with Node.js 22.13 or later: npm install --global windlass" ;;
  esac
  # Rosetta speaks of an Intel processor.
  if [ $system = darwin ] && [ "$(sysctl -n sysctl.proc_translated 2>/dev/null)" = 1 ]; then cpu=arm64; fi
  target=$system-$cpu
  if [ $system = linux ] && is_musl; then target=$target-musl; fi
  program=windlass
  if [ $system = windows ]; then program=windlass.exe; fi
}

is_musl() {
  ! getconf GNU_LIBC_VERSION >/dev/null 2>&1 && ls /lib/ld-musl-* >/dev/null 2>&1
}

# The nearest folder that exists decides whether the others can be made.
check_folder() {
  [ ! -d "$folder/$program" ] || fail "$folder/$program is a folder" "remove it, or name another folder with --dir"
  near=$folder
  while [ ! -e "$near" ]; do near=$(dirname "$near"); done
  if [ ! -d "$near" ] || [ ! -w "$near" ]; then fail "cannot write to $folder" "name another folder with --dir"; fi
}

fetch() {
  case $1 in
    http://* | https://*)
      if has curl; then
        curl -fsSL --connect-timeout 30 --speed-limit 1 --speed-time 60 -o "$2" "$1"
      elif has wget; then
        wget -q -T 60 -O "$2" "$1"
      else
        fail "curl or wget is needed to download $1"
      fi
      ;;
    *) cp "${1#file://}" "$2" ;;
  esac
}

find_sha256() {
  if has sha256sum; then
    sha256=$(sha256sum <"$1")
  elif has shasum; then
    sha256=$(shasum -a 256 <"$1")
  elif has openssl; then
    sha256=$(openssl dgst -sha256 -r <"$1")
  else
    fail "sha256sum, shasum or openssl is needed to check the download"
  fi
  sha256=${sha256%% *}
}

download() {
  from=${releases%/}/v$version
  name=windlass-$version-$target
  say "Downloading Windlass $version for $target"
  fetch "$from/SHA256SUMS" "$downloads/SHA256SUMS" ||
    fail "cannot read $from/SHA256SUMS" "is $version a version of Windlass? --version takes another one"
  expected=$(sed -n "s/^\([0-9a-f]\{64\}\)  $name\.tar\.gz$/\1/p" "$downloads/SHA256SUMS")
  [ -n "$expected" ] || fail "Windlass $version has no build for $target"
  fetch "$from/$name.tar.gz" "$downloads/archive" || fail "cannot download $from/$name.tar.gz"
  find_sha256 "$downloads/archive"
  [ "$sha256" = "$expected" ] ||
    fail "the download is damaged: its SHA-256 is $sha256, but SHA256SUMS has $expected" "nothing was installed; try again"
  tar -xzf "$downloads/archive" -C "$downloads" || fail "cannot unpack the download"
}

# The new file is tried before it takes the old one's place, in one step.
put_in_place() {
  mkdir -p "$folder" || fail "cannot make $folder"
  candidate=$folder/.windlass-$$
  cp "$downloads/$name/$program" "$candidate" || fail "cannot write to $folder"
  chmod 755 "$candidate"
  "$candidate" version >"$downloads/trial" 2>&1 || {
    cat "$downloads/trial" >&2
    case $target in
      *-musl) fail "the executable does not start here" "it needs libstdc++: apk add libstdc++" ;;
      *) fail "the executable does not start here" "with Node.js 22.13 or later: npm install --global windlass" ;;
    esac
  }
  mv -f "$candidate" "$folder/$program" || fail "cannot write $folder/$program"
  candidate=
  say "Installed Windlass $version: $folder/$program"
}

main() {
  trap clean_up EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  options "$@"
  find_target
  check_folder
  downloads=$(mktemp -d) || fail "cannot make a temporary folder"
  download
  put_in_place
  [ -z "$plugin" ] || "$folder/$program" install-plugin --as "$plugin"
  case :$PATH: in
    *:"$folder":*) ;;
    *) say "$folder is not in PATH. Add this line to your shell's profile:" "  export PATH=\"$folder:\$PATH\"" ;;
  esac
}

# A script that was cut off on its way does nothing.
main "$@"
