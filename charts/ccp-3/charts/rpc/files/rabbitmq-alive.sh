# Liveness. A member that waits for its peers, or reads its data, is alive however long that takes; once it has
# started it must answer. One in a minority answers as well.
. "${RABBITMQ_ENV:-/etc/rabbitmq/rabbitmq.env}"

[ -e "$run/started" ] || exit 0
exec rabbitmq-diagnostics --quiet ping --timeout 20
