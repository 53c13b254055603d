#!/bin/sh
# Prints the path of a Python environment with the packages of requirements.txt; makes it when it is not there.
set -eu

pins=$(cd "$(dirname "$0")" && pwd)/requirements.txt
identity=$(python3 -c 'import hashlib, sys
print(hashlib.sha256(sys.version.encode() + open(sys.argv[1], "rb").read()).hexdigest()[:16])' "$pins")
venv=${XDG_CACHE_HOME:-$HOME/.cache}/oskc-python/$identity

# It is built in place, because an environment cannot be moved, and counts once the mark is there.
if [ ! -f "$venv/complete" ]; then
  mkdir -p "${venv%/*}"
  # Only one builder at a time. The lock belongs to the open file: it lasts until this shell ends, however it ends.
  exec 9>"$venv.lock"
  python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
fi
if [ ! -f "$venv/complete" ]; then
  rm -rf "$venv"
  python3 -m venv "$venv" >&2
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$pins" >&2
  touch "$venv/complete"
fi
echo "$venv"
