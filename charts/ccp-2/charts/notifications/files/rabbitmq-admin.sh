# Makes the administrator once the member is up, or sets its password where a login with it fails: at the first start
# and after a rotation. Passwords go through standard input. Every member does this; what is made already stays.
#
#   RABBITMQ_ADMIN_PASSWORD_FILE   file with the administrator's password
. "${RABBITMQ_ENV:-/etc/rabbitmq/rabbitmq.env}"

log() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) [rabbitmq-admin] $*" >&2; }

until rabbitmqctl -q await_startup --timeout 60 >/dev/null 2>&1; do sleep 5; done

until rabbitmqctl -q authenticate_user admin <"$RABBITMQ_ADMIN_PASSWORD_FILE" >/dev/null 2>&1; do
  log 'setting the password of the administrator'
  rabbitmqctl -q add_user admin <"$RABBITMQ_ADMIN_PASSWORD_FILE" >/dev/null 2>&1 ||
    rabbitmqctl -q change_password admin <"$RABBITMQ_ADMIN_PASSWORD_FILE" >/dev/null 2>&1 ||
    { log 'that failed; trying again'; sleep 5; }
done
rabbitmqctl -q set_user_tags admin administrator
# The user that a new server makes itself, with a password that everybody knows.
rabbitmqctl -q delete_user guest >/dev/null 2>&1
log 'the administrator is ready'
