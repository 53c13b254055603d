"""Decides how a member of etcd starts, and writes its configuration file.

A member with data goes on with them. One without waits until it knows better:

* Every other member waits as well, or has just begun to found the cluster with it: they found it together.
* Another member runs, and counts one of this name that has been running: its volume is lost. Coming back with its
  vote but without what it has confirmed, it could undo what the others believe safe: it is counted out, and taken in
  again as a new one. That takes a majority of them.
* Another member runs, and does not count this one: it is taken in.
* Another member runs, and counts this one as one that has never been running: it joins where it is taken in already.

While it waits it says so on the port of members; one that has data never does, so that none is founded beside data.
Nothing is decided because time has passed.

    python3 etcd-decide.py NAME MEMBERS CONFIGURATION DATA OUTPUT
"""

import http.server
import json
import os
import signal
import socket
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

WAITING = "waiting"


class Member:
    def __init__(self, line):
        self.name, self.peer_url, self.client_url = line.split("\t")


def main(name, members_file, configuration, data, output):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    with open(members_file, encoding="utf-8") as file:
        members = [Member(line) for line in file.read().splitlines()]
    own = next(it for it in members if it.name == name)
    if os.path.isdir(os.path.join(data, "member", "wal")):
        decision, cluster = "go on", listed(members)
    else:
        serve_waiting(own)
        decision, cluster = wait(own, members)
    say(f"{decision}: {cluster}")
    state = "new" if decision == "found" else "existing"
    write(configuration, output, own, cluster, state)


def wait(own, members):
    """Returns when this member may start: how, and the cluster that it is to know."""
    others = [it for it in members if it is not own]
    said = None
    while True:
        states = {it.name: state(it) for it in others}
        running = [(it, states[it.name]) for it in others if isinstance(states[it.name], list)]
        if all(it == WAITING for it in states.values()):
            return "found", listed(members)
        if running:
            known = next((known for _, known in running if counts(known, own)), running[0][1])
            decision = enter(own, known, [it for it, _ in running])
            if decision:
                # Asked anew: it may just have been taken in.
                after = first_answer([it for it, _ in running])
                if after and counts(after, own):
                    return decision, known_as(after, members)
        now = {it: "running" if isinstance(found, list) else found for it, found in states.items()}
        if now != said:
            say("wait: " + ", ".join(f"{it} {found}" for it, found in now.items()))
            said = now
        time.sleep(2)


def enter(own, known, running):
    """Makes this member one that the others wait for; nothing when they cannot now."""
    entry = counts(known, own)
    if entry and not entry.get("clientURLs"):
        # Once a majority runs, etcd wants those that come later to say that they join.
        return "join" if any(it.get("clientURLs") for it in known) else "found"
    if entry and not ask(running, "remove", {"ID": str(entry["id"])}):
        return None
    if not ask(running, "add", {"peerURLs": [own.peer_url]}):
        return None
    return "replace" if entry else "join"


def counts(known, member):
    return next((it for it in known if member.peer_url in it["peerURLs"]), None)


def state(member):
    """The members that its etcd knows, whether it has a majority or not; or what it does instead."""
    known = answer(member)
    if known is not None:
        return known
    try:
        with urllib.request.urlopen(f"{member.peer_url}/{WAITING}", timeout=5) as reply:
            return WAITING if reply.read() == WAITING.encode() else "not reached"
    except (OSError, ValueError):
        return "not reached"


def answer(member):
    try:
        with urllib.request.urlopen(f"{member.peer_url}/members", timeout=5) as reply:
            return json.load(reply)
    except (OSError, ValueError):
        return None


def first_answer(running):
    return next((it for it in map(answer, running) if it is not None), None)


def ask(running, what, body):
    """Has the first of them that can change the members; says why when none can."""
    for member in running:
        request = urllib.request.Request(
            f"{member.client_url}/v3/cluster/member/{what}", data=json.dumps(body).encode(), method="POST"
        )
        try:
            with urllib.request.urlopen(request, timeout=20):
                return True
        except urllib.error.HTTPError as error:
            say(f"{member.name}: {what}: {error.read().decode(errors='replace').strip()}")
        except OSError as error:
            say(f"{member.name}: {what}: {error}")
    return False


def listed(members):
    return ",".join(f"{it.name}={it.peer_url}" for it in members)


def known_as(known, members):
    """The cluster as a running member knows it. One that has not been running has no name there."""
    names = {it.peer_url: it.name for it in members}
    return ",".join(f"{names.get(url, it['id'])}={url}" for it in known for url in it["peerURLs"])


def serve_waiting(own):
    url = urllib.parse.urlsplit(own.peer_url)

    class Waiting(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            known = self.path == f"/{WAITING}"
            self.send_response(200 if known else 404)
            self.end_headers()
            if known:
                self.wfile.write(WAITING.encode())

        def log_message(self, *_):
            pass

    while True:
        try:
            # Its name leads to it once the pod has an address; the others find it by that.
            family, _, _, _, address = socket.getaddrinfo(url.hostname, url.port, type=socket.SOCK_STREAM)[0]
            break
        except OSError:
            time.sleep(1)
    server = type("Server", (http.server.ThreadingHTTPServer,), {"address_family": family})(address[:2], Waiting)
    threading.Thread(target=server.serve_forever, daemon=True).start()


def write(configuration, output, own, cluster, state):
    with open(configuration, encoding="utf-8") as file:
        text = file.read()
    facts = {
        "name": own.name,
        "initial-advertise-peer-urls": own.peer_url,
        "advertise-client-urls": own.client_url,
        "initial-cluster": cluster,
        "initial-cluster-state": state,
    }
    with open(output + ".new", "w", encoding="utf-8") as file:
        file.write(text + "".join(f"{key}: {json.dumps(value)}\n" for key, value in facts.items()))
    os.replace(output + ".new", output)


def say(text):
    print(f"[etcd-decide] {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
