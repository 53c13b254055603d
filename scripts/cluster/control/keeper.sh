#!/usr/bin/env bash
# Starts programs, and ends them when its standard input closes: with the test that holds the other end, however that ends.
# usage: keeper.sh FOLDER
# A line of its input is the NAME of a program, whose command lies in FOLDER/NAME.command, arguments ended by NUL; or
# "done", after which nothing of the folder is kept. Without that word, the logs stay.
set -um # Each program leads a process group of its own.
folder=$1 started=() keep=yes
while read -r name; do
  [[ $name != done ]] || { keep=; break; }
  mapfile -d '' -t command <"$folder/$name.command"
  "${command[@]}" >"$folder/$name.log" 2>&1 </dev/null &
  started+=($!)
  echo $! >"$folder/$name.pid"
done
for pid in "${started[@]}"; do kill -KILL -- "-$pid"; done 2>/dev/null
wait
if [[ $keep ]]; then
  find "$folder" -mindepth 1 -not -name '*.log' -delete 2>/dev/null
else
  rm -rf "$folder"
fi
