"""Makes two machines out of one, so that a default that depends on the machine shows itself by differing."""

import multiprocessing
import os
import platform
import socket
import sys
import time

machines = {
    "one": {"name": "first.example.org", "address": "192.0.2.11", "address6": "2001:db8::11", "processors": 3},
    "two": {"name": "second.example.net", "address": "198.51.100.22", "address6": "2001:db8::22", "processors": 977},
}


def pretend(which):
    """Changes what this process sees of the machine. Before anything of OpenStack is imported."""
    it = machines[which]
    # Python finds the environment, and its packages by their paths, through a link that is called differently.
    if f"/{which}/" not in sys.prefix:
        raise RuntimeError(f"{sys.prefix} is not the environment of machine {which}")
    os.environ.update(HOME=f"/home/{which}", USER=which, LOGNAME=which, HOSTNAME=it["name"], TMPDIR="/tmp", TZ="UTC")
    time.tzset()
    name = it["name"]
    os.uname = lambda: os.uname_result(("Linux", name, "6.1.0", "#1", "x86_64"))
    socket.gethostname = platform.node = lambda: name
    socket.getfqdn = lambda name=name: name
    socket.gethostbyname = lambda name: it["address"]
    os.cpu_count = multiprocessing.cpu_count = lambda: it["processors"]
    os.sched_getaffinity = lambda process: set(range(it["processors"]))

    from oslo_utils import netutils

    netutils.get_my_ipv4 = netutils._get_my_ipv4_address = lambda: it["address"]
    netutils.get_my_ipv6 = netutils._get_my_ipv6_address = lambda: it["address6"]
