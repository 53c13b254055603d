# Whether a process of that name has a connection to a port: a daemon that lost its message queue is not ready.
#   sh connected.sh NAME PORT
port=$(printf '%04X' "$2")
# On a host's process list there are thousands: only those of that name are looked into.
sockets=$(
  for command in $(grep -l -e "$1" /proc/[0-9]*/cmdline 2>/dev/null); do
    ls -l "${command%/cmdline}/fd" 2>/dev/null
  done | sed -n 's/.*socket:\[\([0-9]*\)\]$/\1/p'
)
export port sockets
# The fields of /proc/net/tcp: 3 the remote address, 4 the state (01: established), 10 the number of the socket.
cat /proc/net/tcp /proc/net/tcp6 2>/dev/null | awk '
  BEGIN { count = split(ENVIRON["sockets"], list); for (i = 1; i <= count; i++) own[list[i]] = 1 }
  { split($3, remote, ":") }
  $4 == "01" && remote[2] == ENVIRON["port"] && ($10 in own) { found = 1 }
  END { exit !found }
'
