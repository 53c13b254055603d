# Tells the node's switch what this node is to OVN; ovn-controller reads it there. May run again: all of it is set anew,
# and what is empty now is taken away.
#
#   OVN_CHASSIS   file with what to tell
. "$OVN_CHASSIS"
db=unix:${OVS_RUNDIR:-/run/openvswitch}/db.sock

# The compute service knows the node by the same name.
set -- "system-id=$name" "hostname=$name" "ovn-remote=$remote" ovn-encap-type=geneve "ovn-encap-ip=$encap_ip" \
  "ovn-bridge-mappings=$bridge_mappings" "ovn-cms-options=$cms_options" "ovn-remote-probe-interval=$probe_interval" \
  "ovn-ofctrl-wait-before-clear=$wait_before_clear" "ovn-bridge-datapath-type=$datapath_type"

for it do
  shift
  case $it in
    *=) set -- "$@" -- --if-exists remove Open_vSwitch . external_ids "${it%=}" ;;
    *) set -- "$@" -- set Open_vSwitch . "external_ids:${it%%=*}=\"${it#*=}\"" ;;
  esac
done
ovs-vsctl --db="$db" --timeout=60 "$@"
