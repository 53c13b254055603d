#!/usr/bin/env bash
# Builds test tools from the pinned Go module in mod/ and prints the folder that holds them.
# usage: build.sh TOOL...   (names from mod/tools.txt; "all" for every one)
# Tools that are there already are not built again. Two builds at once: the second waits and finds them.
set -euo pipefail
mod=$(cd "$(dirname "${BASH_SOURCE[0]}")/mod" && pwd)
# The folder is that of the pins; beside each tool lies the line it was built by, so that a new line builds just that tool.
pins=$(cd "$mod" && { cat go.mod go.sum; uname -sm; } | sha256sum)
bin=${XDG_CACHE_HOME:-$HOME/.cache}/oskc-tools/${pins:0:16}

(($#)) || { sed -n 's/^# usage: //p' "$0" >&2; exit 2; }
[[ $* != all ]] || mapfile -t all < <(sed -n 's/^\([^ #]*\) .*/\1/p' "$mod/tools.txt")
tools=("${all[@]-$@}")

line() { grep "^$1 " "$mod/tools.txt"; }
missing() {
  local tool
  for tool in "${tools[@]}"; do
    [[ -e $bin/$tool && $(cat "$bin/.$tool" 2>/dev/null) == "$(line "$tool")" ]] || echo "$tool"
  done
}
for tool in "${tools[@]}"; do
  line "$tool" >/dev/null || { echo "There is no tool called $tool: see $mod/tools.txt." >&2; exit 2; }
done
mapfile -t needed < <(missing)
((${#needed[@]})) || { echo "$bin"; exit; }

if ! command -v go >/dev/null; then
  wanted=$(sed -n 's/^go //p' "$mod/go.mod")
  echo "Building ${needed[*]} needs Go $wanted or newer: https://go.dev/dl, or your distribution's golang-go." >&2
  exit 3
fi

mkdir -p "$bin"
exec 9>"$bin/.lock"
flock 9
scratch=$(mktemp -d "$bin/.build.XXXXXX") # Go's build cache of these modules takes gigabytes: it is thrown away
trap 'rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM
export GOCACHE=$scratch/cache CGO_ENABLED=0 GOFLAGS="-buildvcs=false -modcacherw -mod=readonly -trimpath"

build() { # build TOOL MODULE PACKAGE [VARIABLE=VALUE]...
  local tool=$1 module=$2 package=$3 start=$SECONDS flags="-s -w" version minor stamp
  version=$(go list -m -f '{{.Version}}' "$module")
  minor=$(cut -d. -f2 <<<"$version")
  for stamp in "${@:4}"; do
    stamp=${stamp//\{version\}/$version}
    flags+=" -X ${stamp//\{minor\}/$minor}"
  done
  if [[ $package == */ ]]; then
    go mod download "$module" # GOFLAGS' readonly is about go.mod
    cp -r "$(go list -m -f '{{.Dir}}' "$module")/$package" "$scratch/$tool"
  elif [[ $package == . ]]; then
    go build -ldflags "$flags" -o "$scratch/$tool" "$module" 9>&-
  else
    go build -ldflags "$flags" -o "$scratch/$tool" "$module/$package" 9>&-
  fi
  rm -rf "${bin:?}/$tool"
  mv "$scratch/$tool" "$bin/$tool" # never a half-written program
  line "$tool" >"$bin/.$tool"
  echo "built $tool $version in $((SECONDS - start)) s" >&2
}

cd "$mod"
for tool in $(missing); do
  read -r -a words <<<"$(line "$tool")"
  build "${words[@]}"
done
echo "$bin"
