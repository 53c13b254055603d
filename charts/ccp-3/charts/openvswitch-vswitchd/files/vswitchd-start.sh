# Runs a node's switch. The kernel forwards what it has been told even while no switch runs, but a new switch knows no
# flows, and would tell the kernel to forget. So it is told to wait while the flows that vswitchd-save.sh kept come back.
#
#   OVS_LOG_LEVEL   what is logged
#   OVS_OPTIONS     more options, for tests
run=${OVS_RUNDIR:-/run/openvswitch}
saved=$run/saved-flows
umask 0007

log() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) [vswitchd-start] $*" >&2; }

switch() { ovs-vsctl --db="unix:$run/db.sock" --timeout=10 --no-wait "$@"; }

wait_no_longer() { until switch --if-exists remove Open_vSwitch . other_config flow-restore-wait; do sleep 1; done; }

# A switch answers before it has made its bridges, which take no flows until then.
has_bridges() {
  made=$(ovs-appctl --timeout=5 --target=ovs-vswitchd ofproto/list 2>/dev/null) || return 1
  wanted=$(switch --bare --columns=name list Bridge) || return 1
  for bridge in $wanted; do printf '%s\n' "$made" | grep -qxF "$bridge" || return 1; done
}

restore() {
  until ovs-appctl --timeout=5 --target=ovs-vswitchd version >/dev/null 2>&1; do sleep 1; done
  for _ in $(seq 300); do has_bridges && break; sleep 0.2; done
  # What can be restored shall be, even where something before it cannot.
  if sh -e "$saved/restore"; then log 'the flows are there again'
  else
    sh "$saved/restore"
    log 'not all flows could be restored'
  fi
  rm -rf "$saved"
  wait_no_longer
}

until switch init; do log 'waiting for the database'; sleep 2; done
# What was kept long ago is history: the agents know better.
if [ "$(find "$saved/restore" -mmin -15 2>/dev/null)" ]; then
  log 'restoring flows'
  switch set Open_vSwitch . other_config:flow-restore-wait=true || exit 1
  restore &
else
  rm -rf "$saved"
  wait_no_longer
fi
exec ovs-vswitchd "unix:$run/db.sock" --pidfile="$run/ovs-vswitchd.pid" --no-chdir -vconsole:"$OVS_LOG_LEVEL" -vsyslog:off \
  ${OVS_OPTIONS:-}
