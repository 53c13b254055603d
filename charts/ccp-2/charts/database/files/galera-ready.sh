# Readiness: the member is in the Primary component and has every change. A donor serves clients as well, unless
# its method of transfer blocks it.
. "${GALERA_ENV:-/etc/galera/galera.env}"

sh "$scripts/galera-status.sh" | awk '
  { value[$1] = $2 }
  END {
    synced = value["wsrep_local_state"] == 4
    donating = value["wsrep_local_state"] == 2 && value["wsrep_sst_method"] == "mariabackup"
    if (value["wsrep_cluster_status"] == "Primary" && value["wsrep_ready"] == "ON" && (synced || donating)) exit 0
    printf "status %s, ready %s, state %s\n", value["wsrep_cluster_status"], value["wsrep_ready"], \
      value["wsrep_local_state"]
    exit 1
  }'
