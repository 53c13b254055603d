#!/bin/sh
# Fills files with what is known only in a pod, from in/ to out/. Arguments: KEY:MODE, such as nova.conf:0640.
# Reads in/KEY            the file, with placeholders @oskc{KIND:ENCODING:ARGUMENT}@
#       nodes/nodes.tsv   if there: lines of a node, a KEY and the name of that node's own variant in in/
#       secrets/NAME/KEY  secrets, one line each; only awk reads them, no process is given one
#       OSKC_NODE_NAME, OSKC_NODE_IP, OSKC_POD_NAME, OSKC_POD_IP
set -eu
umask 077
export LC_ALL=C OSKC_ROOT="${OSKC_ROOT:-/oskc}" OSKC_KEY
nodes=$OSKC_ROOT/nodes/nodes.tsv new=$OSKC_ROOT/out/.new~
fail() { echo "configure: $OSKC_KEY: $1" >&2; exit 1; }
for file do
  OSKC_KEY=${file%:*} input=${file%:*}
  if [ -f "$nodes" ]; then
    [ "${OSKC_NODE_NAME:-}" ] || fail 'the environment variable OSKC_NODE_NAME is missing'
    # Joined, so that awk compares text: as numbers, the nodes 10 and 1e1 are one.
    input=$(awk -F '\t' '($1 "\t" $2) == (ENVIRON["OSKC_NODE_NAME"] "\t" ENVIRON["OSKC_KEY"]) { name = $3 }
      END { print name == "" ? ENVIRON["OSKC_KEY"] : name }' "$nodes")
  fi
  [ -f "$OSKC_ROOT/in/$input" ] || fail "the file in/$input is missing"
  rm -f "$new"
  # The end mark shows whether there is a final newline. cat writes, since some awks overlook that a volume is full.
  filled=$({ { { cat "$OSKC_ROOT/in/$input" && echo '@oskc{end}@'; } 2>/dev/null | awk '
    function fail(message) {
      print "configure: " ENVIRON["OSKC_KEY"] ": " message "\n" | "cat >&2"
      exit failed = 1
    }
    function fact(kind, name,    from, value, line, part, global) {
      if (kind == "secret") {
        from = ENVIRON["OSKC_ROOT"] "/secrets/" name
        if ((getline value < from) < 0) fail("the secret " name " is missing")
        if ((getline line < from) > 0) fail("the secret " name " has a line break")
      } else if (kind == "interface") {
        from = "ip -o addr show dev " name " 2>/dev/null"
        while ((from | getline line) > 0 && value == "") {
          split(line, part, "[ /]+")
          if (part[3] == "inet") value = part[4]
          if (part[3] == "inet6" && global == "" && line ~ / scope global/) global = part[4]
        }
        if (value == "" && (value = global) == "") fail("the interface " name " has no address")
      } else if ((value = ENVIRON[from = "OSKC_" toupper(kind "_" name)]) == "")
        fail("the environment variable " from " is missing")
      close(from)
      return value
    }
    function put(what, encoding, value,    byte, part, count, i) {
      if (value ~ /[\r\n]/) fail(what " has a line break")
      if (encoding == "ini") {
        byte = substr(value, 1, 1)
        if (value ~ ("^" blank) || value ~ (blank "$")) fail(what " begins or ends with a blank")
        if (byte ~ /["\047]/ && byte == substr(value, length(value))) fail(what " is in quotes")
        # oslo.config reads both $$ and \$ as a dollar; after a backslash only \$ leaves that backslash alone.
        count = split(value, part, "[$]")
        for (i = 1; i <= count; i++) print (i == 1 ? "" : part[i - 1] ~ /\\$/ ? "\\$" : "$$") part[i]
      } else if (encoding == "url") for (i = 1; i <= length(value); i++) {
        byte = substr(value, i, 1)
        print byte ~ /[A-Za-z0-9._~-]/ ? byte : percent[byte]
      } else print value
    }
    function fill(text,    start, stop, part) {
      while (start = index(text, "@oskc{")) {
        print substr(text, 1, start - 1)
        stop = index(text = substr(text, start + 6), "}@")
        if (split(substr(text, 1, stop - 1), part, ":") != 3) fail("a placeholder is damaged")
        put("the " part[1] " " part[3], part[2], fact(part[1], part[3]))
        text = substr(text, stop + 2)
      }
      print text
    }
    BEGIN { # blank: what Python strips as white space, in UTF-8
      blank = "([\t-\r\034-\040]|\302[\205\240]|\341\232\200|\342\200[\200-\212\250\251\257]|\342\201\237|\343\200\200)"
      for (ORS = ""; ++i < 256; ) percent[sprintf("%c", i)] = sprintf("%%%02X", i)
    }
    NR > 1 { fill(last); print "\n" }
    { last = $0 }
    END { if (failed) exit 1; if (!sub(/@oskc[{]end[}]@$/, "", last)) fail("the file cannot be read"); fill(last) }
    ' && echo yes >&3; } | cat >"$new"; } 3>&1) && [ "$filled" ] || { rm -f "$new"; exit 1; }
  chmod "${file##*:}" "$new"
  mv -f "$new" "$OSKC_ROOT/out/$OSKC_KEY"
done
