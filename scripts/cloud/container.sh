#!/bin/sh
# Runs a program as a container of its image would: as the container's user and with its capabilities, in a root file
# system of its own whose changes are thrown away, as the first process of a process namespace of its own.
#   unshare --mount --pid --uts --fork sh container.sh SPEC
# SPEC is a shell script that sets
#   scratch       a folder for what the container changes
#   image         the root file system that it begins with: this machine's, /, or another's
#   mounts        lines "SOURCE<tab>TARGET<tab>ro" or "...<tab>rw"; a source is a file or a folder
#   readonly      1 where the root file system cannot be written
#   name          the host name
#   directories   folders that the image has, its user's own
#   reachable     folders of this machine that any user must be able to pass through
#   accounts      lines for /etc/passwd
#   families      lines for /etc/group
#   pause         1 where its program is not the first process, as in pods that share their processes
#   user, group, groups, capabilities ("all", or names without CAP_)
#   escalates     1 where it may become more than that by running programs of another user's
# and the program with its environment, `env -i NAME=VALUE... PROGRAM ARGUMENT...`, as positional parameters.
set -eu
. "$1"

root=$scratch/root
hostname "$name"
mkdir -p "$root" "$scratch/upper" "$scratch/work"
mount --make-rprivate /
mount -t overlay overlay -o "lowerdir=$image,upperdir=$scratch/upper,workdir=$scratch/work" "$root"
# What this machine keeps there is not the image's.
empty='/tmp /run /var/log /var/cache /var/tmp /srv /home'
for it in $empty; do mkdir -p "$root$it" && mount -t tmpfs -o mode=0755 tmpfs "$root$it"; done
chmod 1777 "$root/tmp" "$root/var/tmp"
for it in $reachable; do chmod a+x "$root$it"; done
for it in $directories; do chroot "$root" mkdir -p "$it" && chroot "$root" chown "$user:$group" "$it"; done
printf '%s\n' "$accounts" >>"$root/etc/passwd"
printf '%s\n' "$families" >>"$root/etc/group"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
# Of this host's interfaces.
mount -t sysfs sysfs "$root/sys"
mount --rbind /sys/fs/cgroup "$root/sys/fs/cgroup"

tab=$(printf '\t')
printf '%s\n' "$mounts" | while IFS=$tab read -r source target mode; do
  [ -n "$source" ] || continue
  # A link such as /var/run leads out of the root unless it is followed inside.
  target=$root$(chroot "$root" realpath -m "$target")
  if [ -d "$source" ]; then mkdir -p "$target"
  else
    mkdir -p "$(dirname "$target")"
    [ -e "$target" ] || : >"$target"
  fi
  mount --rbind "$source" "$target"
  [ "$mode" = rw ] || mount -o remount,bind,ro "$target"
done
if [ "$readonly" = 1 ]; then
  mount -o remount,ro "$root"
  for it in $empty; do
    printf '%s\n' "$mounts" | grep -q "$tab$it$tab" || mount -o remount,ro "$root$it"
  done
fi

# Another machine's programs may not include setpriv; without capabilities there is nothing but the user to change.
if [ "$image" != / ]; then
  [ -z "$capabilities" ] || { echo "container: no capabilities in $image" >&2; exit 1; }
  exec setsid setpriv --no-new-privs chroot --userspec="$user:$group" --groups="$groups" "$root" "$@"
fi
# shellcheck disable=SC2086
if [ "$capabilities" = all ]; then set -- setpriv --reuid "$user" --regid "$group" --groups "$groups" "$@"
else
  allowed=-all
  for it in $capabilities; do allowed=$allowed,+$(printf %s "$it" | tr A-Z a-z); done
  [ "$escalates" = 1 ] || set -- setpriv --no-new-privs "$@"
  set -- setpriv --reuid "$user" --regid "$group" --groups "$groups" \
    --inh-caps="$allowed" --bounding-set="$allowed" "$@"
fi
# There the first process passes on that the pod is to end; a program without a handler ends then.
if [ "$pause" = 1 ]; then
  # shellcheck disable=SC2016
  exec chroot "$root" sh -c '
    setsid "$@" & child=$!
    trap "kill $child" TERM
    wait "$child"; status=$?
    while kill -0 "$child" 2>/dev/null; do wait "$child"; status=$?; done
    exit "$status"' pause "$@"
fi
# As container runtimes do it, the program begins a session.
exec setsid chroot "$root" "$@"
