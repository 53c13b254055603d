#!/usr/bin/env bash
# A node with a hypervisor, in namespaces of its own. Prints what is seen there, a line each.
#   libvirt-node.sh FOLDER CASE    FOLDER/files: the files of the chart, completed
set -euo pipefail
folder=$1 files=$1/files out=$1/out pod=$1/cgroup/oskc-test-${1##*/} uuid=457eb676-33da-42ec-9a8c-9293d545c337

node() {
  ip link set lo up
  ip addr add 192.0.2.21/32 dev lo
  mkdir -p "$folder"/{etc,work,lib,log,cgroup}
  mount -t overlay overlay -o "lowerdir=/etc,upperdir=$folder/etc,workdir=$folder/work" /etc
  mount -t tmpfs none /run
  mount -t cgroup2 none "$folder/cgroup"
  mount --bind "$folder/lib" /var/lib/libvirt
  mount --bind "$folder/log" /var/log/libvirt
  # The user of the image.
  echo nova:x:42424:42424::/var/lib/nova:/usr/sbin/nologin >>/etc/passwd
  echo nova:x:42424: >>/etc/group
  cp "$files"/{libvirtd,qemu}.conf /etc/libvirt
  if [[ -f $files/ceph-secret.xml ]]; then
    install -D -m 0600 "$files/ceph-secret.xml" "/etc/libvirt/secrets/$uuid.xml"
    install -m 0600 "$files/ceph-secret.base64" "/etc/libvirt/secrets/$uuid.base64"
  fi
  export CGROUPS=$folder/cgroup SYSTEMD=$folder/none TLS=$folder/tls
  mkdir "$pod"
  trap clean EXIT
}

clean() {
  [[ -z ${daemon:-} ]] || kill "$daemon" 2>/dev/null || true
  wait
  rmdir "$pod"
  [[ ! -d $folder/cgroup/libvirt ]] || rmdir "$folder/cgroup/libvirt"
}

# As the container of a pod: in a control group of its own.
start() {
  (echo "$BASHPID" >"$pod/cgroup.procs" && exec sh "$files/libvirt-start.sh") >"$out" 2>&1 &
  daemon=$!
  for _ in $(seq 150); do
    ! virsh --readonly uri >/dev/null 2>&1 || return 0
    sleep 0.2
  done
  cat "$out"
  exit 1
}

nova() { setpriv --reuid=42424 --regid=42424 --clear-groups virsh --quiet --connect qemu:///system "$@"; }

reach() { virsh --quiet --connect "$1" uri 2>&1 | grep . || true; }

case_server() {
  local server
  start
  echo "group: $(sed -n 's/^0:://p' "/proc/$daemon/cgroup")"
  truncate -s 1M /var/lib/libvirt/disk
  nova define /dev/stdin <"$folder/server.xml"
  nova start server
  server=$(pgrep -f 'qemu-system.*guest=server,')
  echo "user: $(ps -o uid= -p "$server" | tr -d ' ')"
  sh "$files/libvirt-start.sh" 2>&1 | sed 's/[0-9]\+/N/' || true
  # The pod ends, the hard way: all that is in its group, and the main process of its container.
  xargs -r kill -9 <"$pod/cgroup.procs"
  kill -9 "$daemon"
  wait "$daemon" 2>/dev/null || true
  start
  echo "after another start: $(nova domstate server)"
  [[ $(pgrep -f 'qemu-system.*guest=server,') == "$server" ]] && echo 'the same process'
  nova destroy server
}

case_migration() {
  start
  reach qemu+tcp://192.0.2.21/system
  reach qemu+tls://192.0.2.21/system
  rm -f /etc/pki/libvirt/clientcert.pem
  reach qemu+tls://192.0.2.21/system
  reach qemu+tcp://127.0.0.1/system
  echo "secret: $(virsh secret-get-value "$uuid")"
}

case_systemd() {
  mkdir "$folder/bin"
  # shellcheck disable=SC2016
  printf '#!/bin/sh\necho "${0##*/} $*"\n' >"$folder/bin/systemd-run"
  chmod +x "$folder/bin/systemd-run"
  PATH=$folder/bin:$PATH SYSTEMD=$folder sh "$files/libvirt-start.sh"
}

case_old_groups() {
  CGROUPS=$folder sh "$files/libvirt-start.sh" 2>&1 || echo "exit $?"
}

node
"case_$2"
