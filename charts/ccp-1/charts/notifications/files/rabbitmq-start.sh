# Starts a RabbitMQ member. One that has never been a whole member of its cluster first waits until it may found it or
# join it (rabbitmq-wait.escript): the server alone would go on as a cluster of its own when a peer is slow.
#
# The file `formed` in the volume says that this member has been a whole member.
. "${RABBITMQ_ENV:-/etc/rabbitmq/rabbitmq.env}"

main() {
  child=
  # The first process of a container ignores what it has no trap for.
  trap 'kill $child 2>/dev/null; exit 143' TERM INT
  rm -rf "$run/started" "$run/conf.d"
  mkdir "$run/conf.d"
  until getent hosts "${node#*@}" >/dev/null; do pause; done
  [ -e "$volume/formed" ] || form || exit 1
  trap - TERM INT
  after_start &
  # Makes the server replace its start script, so that it gets the signals.
  export RUNNING_UNDER_SYSTEMD=true
  exec rabbitmq-server
}

pause() { sleep 1 & child=$!; wait "$child"; }

form() {
  epmd -daemon
  escript "$scripts/rabbitmq-wait.escript" "$node" $(cut -f 2 "$members") >"$run/decision" &
  child=$!
  wait "$child" || return 1
  read -r decision peer <"$run/decision"
  echo "[rabbitmq-start] $decision $peer" >&2
  printf 'cluster_formation.classic_config.nodes.%s\n' "1 = $node" ${peer:+"2 = $peer"} >"$run/conf.d/peers.conf"
  [ "$decision" = join ] || return 0
  # What is here is half made, or nothing. Peers may still know a member of this name, and would refuse a new one.
  rm -rf "$RABBITMQ_MNESIA_BASE/$node" "$RABBITMQ_MNESIA_BASE/$node"-*
  rabbitmqctl --quiet --node "$peer" --longnames forget_cluster_node "$node" >/dev/null 2>&1
  return 0
}

after_start() {
  until rabbitmqctl --quiet await_startup --timeout 3600 >/dev/null 2>&1; do sleep 2; done
  : >"$volume/formed"
  : >"$run/started"
  rabbitmqctl --quiet delete_user guest >/dev/null 2>&1
}

main
