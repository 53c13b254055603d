# Starts libvirtd outside of the pod's control group. Servers are its children: they go on when the pod ends.
#
#   CGROUPS    where the node's control groups are mounted (/sys/fs/cgroup when unset)
#   SYSTEMD    a directory that is there when systemd runs the node (/run/systemd/system when unset)
#   TLS        where certificates of live migration are, if there are any (/oskc/tls when unset)
#   PKI        where libvirt and QEMU look for them (/etc/pki when unset)
set -eu
cgroups=${CGROUPS:-/sys/fs/cgroup} tls=${TLS:-/oskc/tls} pki=${PKI:-/etc/pki}

main() {
  [ -f "$cgroups/cgroup.controllers" ] ||
    fail 'this node has no control groups of version 2; servers would end with the pod'
  # The old one of this pod may still be about to stop: then this is tried again. Any other one must go.
  for name in /proc/[0-9]*/comm; do
    case $(cat "$name" 2>/dev/null) in libvirtd | virtqemud)
      fail "process ${name%/comm} is a libvirt daemon already: two on one node ruin each other's servers"
    esac
  done
  # The group has another number in the image than on the node.
  if [ -c /dev/kvm ]; then chown root:kvm /dev/kvm && chmod 0660 /dev/kvm; fi
  if [ -d "$tls" ]; then certificates; fi

  if [ -d "${SYSTEMD:-/run/systemd/system}" ]; then
    # Systemd owns the control groups: it makes one, and runs this process on in it.
    exec systemd-run --quiet --scope --slice=system.slice libvirtd --listen
  fi
  mkdir -p "$cgroups/libvirt"
  echo $$ >"$cgroups/libvirt/cgroup.procs"
  exec libvirtd --listen
}

fail() { echo "libvirt-start: $*" >&2; exit 1; }

certificates() {
  install -D -m 0644 "$tls/migration-ca" "$pki/CA/cacert.pem"
  install -D -m 0644 "$tls/migration-ca" "$pki/qemu/ca-cert.pem"
  for side in server client; do
    install -D -m 0644 "$tls/migration-certificate" "$pki/libvirt/${side}cert.pem"
    install -D -m 0600 "$tls/migration-key" "$pki/libvirt/private/${side}key.pem"
    install -D -m 0644 "$tls/migration-certificate" "$pki/qemu/$side-cert.pem"
    install -D -m 0400 -o nova "$tls/migration-key" "$pki/qemu/$side-key.pem"
  done
}

main
