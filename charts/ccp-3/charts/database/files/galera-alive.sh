# Liveness. A member that waits for its peers, recovers, or receives a state transfer is alive however long that
# takes: its server has not answered yet. From its first answer on it must answer. One that has been left without
# a quorum must be restarted (the probe's threshold says after how long), so that it tells its position to the
# members that wait for it; it serves nobody meanwhile.
. "${GALERA_ENV:-/etc/galera/galera.env}"

case $(cat "$run/phase" 2>/dev/null) in published*) exit 0 ;; esac

if answer=$(sh "$scripts/galera-status.sh" 2>&1); then
  : >"$run/answered"
  case $answer in *"wsrep_cluster_status	Primary"*) exit 0 ;; esac
  echo 'not Primary'
  exit 1
fi
# 1040: too many connections, which is an answer.
case $answer in *'ERROR 1040'*) exit 0 ;; esac
[ ! -e "$run/answered" ] && exit 0
echo "no answer: $answer"
exit 1
