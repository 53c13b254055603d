# Starts a member, and sees to the administrator that jobs use from other pods.
sh /etc/rabbitmq/rabbitmq-admin.sh &
exec docker-entrypoint.sh rabbitmq-server
