# Starts a RabbitMQ member. On a volume where none has been started it first waits until it may found the cluster or
# join it (rabbitmq-wait.escript), and notes down whom it belongs to: the server alone would go on as a cluster of its
# own when it is there first.
#
# The file `seed` beside the data has the name of the member whose cluster this one is part of: its own if it founded
# it. RabbitMQ reads it until it is a member; from then on what it needs is among its data.
#
#   RABBITMQ_ADMIN_PASSWORD_FILE   file with the administrator's password
. "${RABBITMQ_ENV:-/etc/rabbitmq/rabbitmq.env}"
# Makes the server replace its start script, so that it gets the signals.
export RUNNING_UNDER_SYSTEMD=true

main() {
  child=
  # The first process of a container ignores what it has no trap for.
  trap 'kill $child 2>/dev/null; exit 143' TERM INT
  # A container restarted in its pod finds what the one before it left here.
  rm -rf "$run/started" "$run/conf.d"
  mkdir -p "$run/conf.d" "$RABBITMQ_MNESIA_BASE"
  epmd -daemon
  until getent hosts "${RABBITMQ_NODENAME#*@}" >/dev/null; do pause 1; done
  data=$RABBITMQ_MNESIA_BASE/$RABBITMQ_NODENAME
  # Without data a note of whom it belongs to is worth nothing.
  [ -d "$data" ] || rm -f "$RABBITMQ_MNESIA_BASE/seed"
  until [ -s "$RABBITMQ_MNESIA_BASE/seed" ]; do find_seed || pause 5; done
  echo "cluster_formation.k8s.seed_node = $(cat "$RABBITMQ_MNESIA_BASE/seed")" >"$run/conf.d/seed.conf"
  trap - TERM INT
  after_start &
  exec rabbitmq-server
}

# So that a signal is not kept waiting.
run_child() { "$@" & child=$!; wait "$child"; }
pause() { run_child sleep "$1"; }

find_seed() {
  run_child escript "$etc/rabbitmq-wait.escript" "$RABBITMQ_NODENAME" $(cut -f 2 "$etc/rabbitmq-members.tsv") \
    >"$run/decision" || return 1
  read -r decision seed <"$run/decision"
  echo "[rabbitmq-start] $decision $seed" >&2
  # Its peers count a member of this name whose data is gone. Coming back with its vote but without what it had
  # confirmed, it could undo what they believe safe: it must be counted out first, and that takes their majority.
  [ "$decision" != replace ] ||
    run_child rabbitmqctl --quiet --timeout 20 --node "$seed" forget_cluster_node "$RABBITMQ_NODENAME" >&2 || return 1
  # Left by a member that was not noted down: part of nothing.
  [ "$decision" = found ] || rm -rf "$data" "$data"-*
  echo "$seed" >"$RABBITMQ_MNESIA_BASE/seed.new"
  mv "$RABBITMQ_MNESIA_BASE/seed.new" "$RABBITMQ_MNESIA_BASE/seed"
}

after_start() {
  until escript "$etc/rabbitmq-admin.escript" "$RABBITMQ_NODENAME" "$run/started" "$RABBITMQ_ADMIN_PASSWORD_FILE"; do
    sleep 5
  done
}

main
