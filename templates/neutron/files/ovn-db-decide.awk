# What a member of an OVN database that holds no data does next. A pure function: it reads a table and prints one line.
#
#   awk -f ovn-db-decide.awk -v self=ORDINAL < table
#
# The table has one line for every compiled member, this one included, of at least five columns separated by tabs:
#   ordinal  state  cluster  pod  host
# The state is one of
#   silent     not reached, or something else answers there
#   waiting    holds no data
#   lonely     holds data, but finds no majority of its cluster (or is only about to join it)
#   member     part of the majority of the cluster with that id
#   unknown    anything else
#
# It prints one of
#   join CLUSTER HOST,HOST   become a member of the cluster through these
#   found                    make a new cluster: nobody holds any data
#   wait REASON              ask again later
#   stop INSTRUCTIONS        no automatic way is safe; ask again later nevertheless, an operator may have acted
#
# Only the lowest member may found, and only when all of them have said that they hold nothing: so a first member
# with a lost volume founds nothing beside the data of the others. Nothing is decided because time has passed.

BEGIN { FS = "\t" }

NF < 5 || $1 !~ /^[0-9]+$/ || $2 !~ /^(silent|waiting|lonely|member|unknown)$/ || seen[$1]++ { broken = 1; exit }

{
  size++
  if ($1 == self) { present = 1; if ($2 != "waiting") mute = 1 }
  if (lowest == "" || $1 + 0 < lowest + 0) { lowest = $1; founder = $4 }
  if ($2 == "member") {
    if (hosts && $3 "" != cluster) twoClusters = 1
    cluster = $3 ""
    hosts = hosts (hosts ? "," : "") $5
  }
  if ($2 == "lonely") { held++; holders = holders (holders ? ", " : "") $4 }
  if ($2 == "silent" || $2 == "unknown") missing = missing (missing ? ", " : "") $4 ($2 == "silent" ? " (not reached)" : "")
}

END {
  if (broken || !present) { print "ovn-db-decide.awk: not a table of members with this one in it" > "/dev/stderr"; exit 2 }
  print decision()
}

function decision() {
  if (mute) return "wait for this member itself to answer"
  if (twoClusters)
    return "stop Members belong to different clusters (" hosts "). Create the file discard-data in the volume of" \
      " those whose data is not wanted."
  if (hosts) return "join " cluster " " hosts
  if (missing) return "wait for the state of " missing
  if (held * 2 > size) return "wait for " holders " to find their majority"
  if (held)
    return "stop Only " held " of " size " members hold data (" holders "), which is no majority: the others may" \
      " have lost later changes with their volumes. Choose the member to go on with and create the file" \
      " force-bootstrap in its volume; the others then join it."
  return lowest + 0 == self + 0 ? "found" : "wait for " founder " to found the cluster"
}
