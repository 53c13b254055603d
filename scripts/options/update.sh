#!/bin/sh
# Writes the option catalogue anew, of the releases that are named or of all, from their installed packages.
# usage: update.sh [RELEASE...]   (several minutes a release; releases/install.sh installs what is missing)
set -eu

here=$(cd "$(dirname "$0")" && pwd)
[ $# -gt 0 ] || set -- $(cd "$here/releases" && ls | sed -n 's/^\([0-9.]*\)\.txt$/\1/p')
for release; do
  environment=$("$here/releases/install.sh" "$release")
  "$environment/bin/python" "$here/generate.py" "$release" "$here/../../schemas/options/$release"
done
