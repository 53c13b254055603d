"""Whether the metadata agent answers, on the socket that it serves in place of a port."""

import socket
import sys

# Nobody's question: with a network and a router the agent of Open vSwitch refuses it without asking the server, and that
# of OVN knows no such address. A connection without a question would fill the log with traces.
QUESTION = (
    b"GET / HTTP/1.0\r\nX-Forwarded-For: 0.0.0.0\r\nX-OVN-Network-ID: none\r\n"
    b"X-Neutron-Network-ID: none\r\nX-Neutron-Router-ID: none\r\n\r\n"
)

with socket.socket(socket.AF_UNIX) as client:
    client.settimeout(10)
    try:
        client.connect("/var/lib/neutron/metadata_proxy")
        client.sendall(QUESTION)
        if not client.recv(1):
            sys.exit("the agent does not answer")
    except OSError as error:
        sys.exit(f"the socket does not answer: {error}")
