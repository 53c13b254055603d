#!/bin/sh
# Runs a program in a laboratory: with processes, mounts and networks of its own, all of which end with it.
#   lab.sh PROGRAM [ARGUMENT...]
exec unshare --net --mount --pid --fork --kill-child --mount-proc sh -c '
  set -e
  mount --make-rprivate /
  mkdir -p /run/netns
  mount -t tmpfs tmpfs /run/netns
  ip link set lo up
  ip link add lab type bridge
  ip address add 10.77.0.1/16 dev lab
  ip link set lab up
  exec "$@"
' sh "$@"
