# Before the agent ends, and with it all that it started: tells the programs that hold addresses of routers for other
# nodes to give them up in good order, so that another node has them at once. Killed, they would leave them behind, and
# for a while two nodes would answer for one address. Routers of a single node go on meanwhile: their namespaces stay.
name() { cat "/proc/$1/comm" 2>/dev/null; }

for it in /proc/[0-9]*; do
  pid=${it#/proc/}
  parent=$(awk '$1 == "PPid:" { print $2 }' "$it/status" 2>/dev/null)
  # Its children end with it.
  if [ "$(name "$pid")" = keepalived ] && [ "$(name "$parent")" != keepalived ]; then
    sudo -n neutron-rootwrap /etc/neutron/rootwrap.conf kill -15 "$pid"
  fi
done
exit 0
