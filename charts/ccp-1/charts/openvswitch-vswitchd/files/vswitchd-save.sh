# Keeps the flows of all bridges for the next switch (vswitchd-start.sh). Runs before a switch is stopped.
run=${OVS_RUNDIR:-/run/openvswitch}
saved=$run/saved-flows
umask 0077

rm -rf "$saved"
mkdir "$saved" || exit 1
bridges=$(ovs-vsctl --db="unix:$run/db.sock" --timeout=10 --no-wait list-br) || exit 1
# The script that comes with the switch prints one that restores; it keeps what is long in files of its own.
export TMPDIR="$saved" OVS_RUNDIR="$run"
timeout 20 /usr/share/openvswitch/scripts/ovs-save save-flows $bridges >"$saved/new" && mv "$saved/new" "$saved/restore"
