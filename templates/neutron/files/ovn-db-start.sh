# Runs a member of an OVN database: one server from the beginning to the end, which at first serves only the small
# database OVN_Member. Through it peers see that this member is there, and whether it holds data. A member that
# holds some serves it at once: who leads, the servers settle among themselves. One that holds none asks its peers and
# does what ovn-db-decide.awk says. From then on it looks after what the servers do not settle themselves.
#
# The volume holds
#   nb.db or sb.db    the data
#   new.db            a database being made; renamed when whole
#   force-bootstrap   made by an operator: this member goes on alone with its data. Used once
#   discard-data      made by an operator: the data of this member is deleted. Used once
. "${OVN_DB_ENV:-/etc/ovn/ovn-db.env}"

set -f

main() {
  server= child= opened= upgraded= before= said=
  # The first process of a container ignores what it has no trap for.
  trap 'end 143' TERM INT
  # A container restarted in its pod finds what the one before it left here.
  find "$run" -mindepth 1 -delete
  rm -f "$volume/new.db"
  ordinal=$(own 1) host=$(own 3)
  [ "$host" ] || { log "$pod is not in the list of members"; exit 1; }
  [ ! -e "$volume/discard-data" ] || discard
  [ ! -e "$volume/force-bootstrap" ] || go_on_alone
  serve
  while :; do
    kill -0 "$server" 2>/dev/null || { log 'the server has ended'; exit 1; }
    # An operator has spoken: the container starts again.
    if [ -e "$volume/discard-data" ] || [ -e "$volume/force-bootstrap" ]; then end 1; fi
    table=$(ask_everybody)
    if [ -e "$file" ]; then attend; else decide; fi
    pause
  done
}

log() { echo "$(date -u +%Y-%m-%dT%H:%M:%SZ) [ovn-db-start] $*" >&2; }

# What is the same every time is said once.
say() { [ "$*" = "$said" ] || log "$*"; said=$*; }

pause() { sleep 2 & child=$!; wait "$child"; }

# A server that is told to exit hands its leadership over first.
end() {
  trap '' TERM INT
  [ -z "$server" ] || { ctl exit >/dev/null 2>&1 || kill "$server" 2>/dev/null; wait "$server"; }
  exit "$1"
}

ctl() { ovs-appctl --timeout=10 --target="$run/ctl" "$@"; }

own() { awk -F '\t' -v pod="$pod" -v column="$1" '$2 == pod { print $column }' "$etc/ovn-db-members.tsv"; }

bracketed() { case $1 in *:*) echo "[$1]" ;; *) echo "$1" ;; esac; }

raft_address() { echo "tcp:$(bracketed "$1"):$raft_port"; }

discard() {
  log 'the file discard-data is there: deleting the data of this member'
  rm -f "$file" && rm "$volume/discard-data" || exit 1
}

go_on_alone() {
  if ask_everybody | cut -f 2 | grep -qx member; then
    log 'the file force-bootstrap is there, but others have a majority: it does not count'
  elif [ ! -e "$file" ]; then
    log 'the file force-bootstrap is there, but this member holds no data to go on with: it does not count'
  else
    log 'the file force-bootstrap is there: making a cluster of this member alone'
    rm -f "$volume/alone.db"
    ovsdb-tool cluster-to-standalone "$volume/alone.db" "$file" && found "$volume/alone.db" || exit 1
    rm -f "$volume/alone.db"
  fi
  rm "$volume/force-bootstrap" || exit 1
}

# Members that were compiled with another list must not decide together.
member_list() { cksum <"$etc/ovn-db-members.tsv" | tr ' ' '-'; }

# Data is served from the first moment: a member that has some must never look like one that has none.
serve() {
  start=$(cat /proc/sys/kernel/random/uuid)
  [ ! -e "$file" ] || opened=yes
  ovsdb-tool create "$run/member.db" "$etc/ovn-db-member.ovsschema" || exit 1
  ovsdb-tool transact "$run/member.db" "[\"OVN_Member\",
    {\"op\": \"insert\", \"table\": \"Connection\", \"uuid-name\": \"clients\",
     \"row\": {\"target\": \"ptcp:$port:$(bracketed "$address")\", \"inactivity_probe\": $inactivity_probe}},
    {\"op\": \"insert\", \"table\": \"Member\", \"row\": {\"name\": \"$cluster $pod\", \"members\": \"$(member_list)\",
     \"data\": \"${opened:-no}\", \"start\": \"$start\", \"connections\": [\"named-uuid\", \"clients\"]}}]" >/dev/null || exit 1
  ovsdb-server "$run/member.db" ${opened:+"$file"} --remote=db:OVN_Member,Member,connections --remote="punix:$run/db.sock" \
    --unixctl="$run/ctl" --no-chdir -vconsole:info -vsyslog:off &
  server=$!
  until ctl version >/dev/null 2>&1; do kill -0 "$server" || exit 1; pause; done
}

# One line for each member: ordinal, state, cluster, pod, host, server, start. See ovn-db-decide.awk.
ask_everybody() {
  list=$(member_list)
  while IFS='	' read -r index name at; do
    { dump "$at" OVN_Member Member data members name start && dump "$at" _Server Database cid connected name sid; } |
      row "$index" "$name" "$at"
  done <"$etc/ovn-db-members.tsv"
}

dump() {
  to="tcp:$(bracketed "$1"):$port"
  shift
  ovsdb-client --timeout=5 --data=bare --format=csv --no-headings dump "$to" "$@" 2>/dev/null
}

# Columns come in the order of their names. An answer of somebody else, who has been given the address meanwhile, is none.
row() {
  awk -F , -v ordinal="$1" -v pod="$2" -v host="$3" -v name="$cluster $2" -v list="$list" -v db="$db" '
    NF == 4 && $3 == name { named = 1; empty = $1 == "no" && $2 == list; start = $4 }
    NF == 4 && $3 == "_Server" { told = 1 }
    NF == 4 && $3 == db { state = $2 == "true" ? "member" : "lonely"; cluster = $1; server = $4 }
    END {
      if (!named || !told) state = "silent"
      else if (!state) state = empty ? "waiting" : "unknown"
      OFS = "\t"
      print ordinal, state, cluster ? cluster : "-", pod, host, server ? server : "-", start ? start : "-"
    }'
}

# Two equal answers of everybody in a row are demanded for a new cluster, so that none of them is older than another
# one's start.
decide() {
  decision=$(echo "$table" | awk -f "$etc/ovn-db-decide.awk" -v self="$ordinal") || end 1
  say "$decision"
  case $decision in
    join*) join ${decision#join } ;;
    found) [ "$table" != "$before" ] || found_new ;;
  esac
  before=$table
}

# A new database has the row that stands for all of it from the beginning. Without it neutron refuses every network, and
# neutron does not wait for ovn-northd, which would be the first to make it.
found_new() {
  rm -f "$run/new.db"
  ovsdb-tool create "$run/new.db" "$schema" &&
    ovsdb-tool transact "$run/new.db" "[\"$db\", {\"op\": \"insert\", \"table\": \"$global\", \"row\": {}}]" >/dev/null &&
    found "$run/new.db"
}

# Makes a cluster of this member from a database.
found() {
  rm -f "$volume/new.db"
  ovsdb-tool --election-timer="$election_timer" create-cluster "$volume/new.db" "$1" "$(raft_address "$host")" && keep
}

join() {
  rm -f "$volume/new.db"
  cid=$1 remotes=
  for it in $(echo "$2" | tr , ' '); do remotes="$remotes $(raft_address "$it")"; done
  ovsdb-tool --cid="$cid" join-cluster "$volume/new.db" "$db" "$(raft_address "$host")" $remotes && keep
}

keep() { tell_data yes && sync && mv "$volume/new.db" "$file" && sync; }

# Before the server runs, it is told by what it is started with.
tell_data() {
  [ -z "$server" ] || ovsdb-client --timeout=10 transact "unix:$run/db.sock" "[\"OVN_Member\",
    {\"op\": \"update\", \"table\": \"Member\", \"where\": [], \"row\": {\"data\": \"$1\"}}]" >/dev/null
}

# Whether the file has received nothing of its cluster yet. Until then nobody counts on this member.
joining() { sed -n 2p "$file" | grep -q '"remote_addresses"'; }

attend() {
  if [ -z "$opened" ]; then
    ctl ovsdb-server/add-db "$file" || end 1
    opened=yes
  fi
  if joining; then
    echo "$table" | cut -f 2 | grep -qx member && return
    say 'those whom this member wanted to join have no majority any more: asking everybody again'
    ctl ovsdb-server/remove-db "$db" && rm -f "$file" && opened= && tell_data no
    return
  fi
  status=$(ctl cluster/status "$db" 2>/dev/null) || {
    say 'this member was removed from its cluster; create the file discard-data in its volume, and it joins again'
    return
  }
  state=$(echo "$table" | awk -F '\t' -v self="$ordinal" '$1 == self { print $2 }')
  [ "$state" = member ] || { say "$(without_majority)"; return; }
  case $status in
    *'Role: leader'*) say 'part of the majority, and its leader'; lead ;;
    *) say 'part of the majority' ;;
  esac
}

without_majority() {
  echo "$table" | awk -F '\t' -v self="$ordinal" '
    $1 == self { cluster = $3 "" }
    { states = states (states ? ", " : "") $4 " " $2; if ($2 == "member") { other = $3 ""; who = $4 } }
    END {
      if (other && cluster != "-" && other != cluster)
        print "this member holds data of cluster " cluster ", but " who " belongs to the majority of " other "." \
          " If the data of this one is not wanted, create the file discard-data in its volume."
      else print "no majority: " states
    }'
}

# What a leader sees to.
lead() {
  forget_lost
  timer=$(echo "$status" | sed -n 's/^Election timer: //p')
  # It may be doubled at most at a time.
  next=$((timer * 2 < election_timer ? timer * 2 : election_timer))
  [ "$timer" = "$election_timer" ] || ctl cluster/change-election-timer "$db" "$next" >&2
  [ "$upgraded" ] || upgrade
}

# A member that lost its volume comes back as another server. The one that it was must go, since it still counts.
forget_lost() {
  echo "$status" | sed -n 's/^ *[0-9a-f]* (\([0-9a-f]*\) at \(tcp:[^ )]*\)).*/\1 \2/p' | while read -r known at; do
    echo "$table" | while IFS='	' read -r index state cid name peer actual rest; do
      [ "$name" != "$pod" ] && [ "$(raft_address "$peer")" = "$at" ] || continue
      case "$state $actual" in
        waiting*) ;;
        "member $known"* | "lonely $known"*) continue ;;
        member* | lonely*) ;;
        *) continue ;;
      esac
      log "$name has lost its data: removing the server $known that it was"
      ctl cluster/kick "$db" "$known" >&2
    done
  done
}

# A newer image may bring a newer schema. An older one is no reason to go back.
upgrade() {
  is=$(ovsdb-client --timeout=10 get-schema-version "unix:$run/db.sock" "$db") || return
  wanted=$(ovsdb-tool schema-version "$schema") || return
  if ovsdb-tool compare-versions "$is" '<' "$wanted"; then
    log "converting the database from schema $is to $wanted"
    ovsdb-client --timeout=60 convert "unix:$run/db.sock" "$schema" || return
  fi
  upgraded=yes
}

main
