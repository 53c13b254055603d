#!/bin/sh
# Prints the folder of a Python environment with the programs of an OpenStack release; installs it when it is not there.
# usage: install.sh RELEASE   (there is a file RELEASE.txt with the exact versions beside this script)
# Needed are CPython 3.11 or newer, and an index of Python packages that pip finds.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
release=${1:-}
if [ ! -f "$here/$release.txt" ]; then
  sed -n 's/^# usage: /usage: /p' "$0" >&2
  exit 2
fi
# What is installed follows from these alone: the interpreter, the pins, and what builds and installs.
identity=$(python3 -c 'import hashlib, sys
if sys.version_info < (3, 11): sys.exit("CPython 3.11 or newer is needed.")
pins = b"".join(open(path, "rb").read() for path in sys.argv[1:])
print(hashlib.sha256(f"{sys.version} {sys.base_prefix} ".encode() + pins).hexdigest()[:16])' \
  "$here/$release.txt" "$here/build.txt" "$here/uv.txt" "$0")
folder=${XDG_CACHE_HOME:-$HOME/.cache}/oskc-releases/$identity
venv=$folder/$release

# It is built in place, because an environment cannot be moved, and counts once the mark is there.
if [ ! -f "$venv/complete" ]; then
  mkdir -p "$folder"
  # Only one builder at a time. The lock belongs to the open file: it lasts until this shell ends, however it ends.
  exec 9>"$folder/lock"
  python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'
fi
if [ ! -f "$venv/complete" ]; then
  echo "Installing OpenStack $release into $venv" >&2
  rm -rf "$venv" "$folder/uv"
  python3 -m venv "$folder/uv" >&2
  "$folder/uv/bin/python" -m pip install --quiet --disable-pip-version-check --requirement "$here/uv.txt" >&2
  uv() { "$folder/uv/bin/uv" --quiet --no-config "$@" >&2; }
  uv venv --python "$(command -v python3)" "$venv"
  uv pip install --python "$venv/bin/python" --no-deps --build-constraints "$here/build.txt" --requirement "$here/$release.txt"
  rm -rf "$folder/uv"
  touch "$venv/complete"
fi
echo "$venv"
