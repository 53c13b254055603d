"""Whether the metadata agent takes connections: it serves no port, but a socket."""

import socket
import sys

with socket.socket(socket.AF_UNIX) as client:
    client.settimeout(10)
    try:
        client.connect("/var/lib/neutron/metadata_proxy")
    except OSError as error:
        sys.exit(f"the socket does not answer: {error}")
