# Answers one peer that asks for the state of this member, on its standard output:
#   primary UUID                      running, in the Primary component
#   published UUID SEQNO STARTED LIST not running, waiting for the others (see galera-start.sh)
#   running                           running, but not (or not yet) Primary
. "${GALERA_ENV:-/etc/galera/galera.env}"

phase=$(cat "$run/phase" 2>/dev/null)
case $phase in
  published*) echo "$phase" ;;
  *)
    sh "$scripts/galera-status.sh" 2>/dev/null | awk '
      { value[$1] = $2 }
      END {
        primary = value["wsrep_cluster_status"] == "Primary" && value["wsrep_ready"] == "ON"
        print primary ? "primary " value["wsrep_cluster_state_uuid"] : "running"
      }'
    ;;
esac
