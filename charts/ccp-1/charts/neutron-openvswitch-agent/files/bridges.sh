# Makes the bridges of the physical networks of this node and connects them to its interfaces. May run again: what is
# there stays. An interface that has an address is refused, since the node would lose its connections through it.
#
#   BRIDGES         list of bridges, each with its interface (or none)
#   DATAPATH_TYPE   what forwards their packets, as Open vSwitch calls it
db=unix:${OVS_RUNDIR:-/run/openvswitch}/db.sock

fail() { echo "bridges: $*" >&2; exit 1; }

switch() { ovs-vsctl --db="$db" --timeout=60 "$@"; }

# The addresses that the node may be reached by. Those that IPv6 makes up by itself, of the routers' announcements, are none.
addresses() {
  ip -o addr show dev "$1" scope global |
    awk '$3 == "inet" || ($3 == "inet6" && (!/ dynamic / || $4 ~ /\/128$/)) { printf "%s%s", between, $4; between = ", " }'
}

while IFS='	' read -r bridge interface; do
  switch --may-exist add-br "$bridge" -- set Bridge "$bridge" "datapath_type=$DATAPATH_TYPE" || fail "the bridge $bridge could not be made"
  [ "$interface" ] || continue
  [ -e "/sys/class/net/$interface" ] || fail "this node has no interface $interface; correct neutron.physnets for it"
  now=$(switch iface-to-br "$interface" 2>/dev/null)
  if [ -z "$now" ]; then
    found=$(addresses "$interface")
    [ -z "$found" ] || fail "the interface $interface has the address $found; neutron.physnets wants one without"
    switch add-port "$bridge" "$interface" || fail "$interface could not be connected to $bridge"
    echo "bridges: $interface is connected to $bridge"
  elif [ "$now" != "$bridge" ]; then
    fail "the interface $interface belongs to the bridge $now already, not to $bridge"
  fi
  ip link set dev "$interface" up || fail "$interface could not be set up"
done <"$BRIDGES"
