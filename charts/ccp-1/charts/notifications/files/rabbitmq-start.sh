# Starts a RabbitMQ member. One that has never been a whole member of its cluster first waits until it may found it or
# join it (rabbitmq-wait.escript): the server alone would go on as a cluster of its own when a peer is slow.
#
# The file `formed` beside the data says that this member has been a whole member.
. "${RABBITMQ_ENV:-/etc/rabbitmq/rabbitmq.env}"
# Makes the server replace its start script, so that it gets the signals.
export RUNNING_UNDER_SYSTEMD=true

main() {
  child=
  # The first process of a container ignores what it has no trap for.
  trap 'kill $child 2>/dev/null; exit 143' TERM INT
  # A container restarted in its pod finds what the one before it left here.
  rm -rf "$run/started" "$run/conf.d"
  mkdir -p "$run/conf.d"
  until getent hosts "${RABBITMQ_NODENAME#*@}" >/dev/null; do pause; done
  [ -e "$RABBITMQ_MNESIA_BASE/formed" ] || form || exit 1
  trap - TERM INT
  after_start &
  exec rabbitmq-server
}

pause() { sleep 1 & child=$!; wait "$child"; }

form() {
  epmd -daemon
  escript "$etc/rabbitmq-wait.escript" "$RABBITMQ_NODENAME" $(cut -f 2 "$etc/rabbitmq-members.tsv") >"$run/decision" &
  child=$!
  wait "$child" || return 1
  read -r decision peer <"$run/decision"
  echo "[rabbitmq-start] $decision $peer" >&2
  printf 'cluster_formation.classic_config.nodes.%s\n' "1 = $RABBITMQ_NODENAME" ${peer:+"2 = $peer"} \
    >"$run/conf.d/peers.conf"
  [ "$decision" = join ] || return 0
  # What is here is half made, or nothing. Peers may still know a member of this name, and would refuse a new one.
  rm -rf "$RABBITMQ_MNESIA_BASE/$RABBITMQ_NODENAME" "$RABBITMQ_MNESIA_BASE/$RABBITMQ_NODENAME"-*
  rabbitmqctl --quiet --node "$peer" forget_cluster_node "$RABBITMQ_NODENAME" >/dev/null 2>&1
  return 0
}

after_start() {
  until rabbitmqctl --quiet await_startup --timeout 60 >/dev/null 2>&1; do sleep 2; done
  : >"$RABBITMQ_MNESIA_BASE/formed"
  : >"$run/started"
}

main
