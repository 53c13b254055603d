"""Makes a virtual host and its user on a RabbitMQ cluster, or finds them made, through the management API.

The password is set only when it differs from the one that the server knows, so that running again changes nothing.

    RABBIT_API              address of the management API, e.g. http://rpc:15672
    RABBIT_USER             name of the user, and of the virtual host
    RABBIT_PASSWORD_FILE, RABBIT_ADMIN_PASSWORD_FILE
    RABBIT_WAIT             seconds to wait for a server that lets the administrator in (300 when unset)
"""
import base64
import hashlib
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request


def secret(variable):
    with open(os.environ[variable], encoding="utf-8") as file:
        return file.read().rstrip("\n")


API = os.environ["RABBIT_API"]
USER = os.environ["RABBIT_USER"]
PASSWORD = secret("RABBIT_PASSWORD_FILE")
ADMIN = base64.b64encode(("admin:" + secret("RABBIT_ADMIN_PASSWORD_FILE")).encode()).decode()
DEADLINE = time.monotonic() + int(os.environ.get("RABBIT_WAIT", "300"))


def call(method, path, body=None):
    """The answer's status and data; waits for a server that does not answer or does not know the administrator yet."""
    said = None
    while True:
        request = urllib.request.Request(API + path, method=method, headers={"Authorization": "Basic " + ADMIN})
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                text = answer.read()
                return answer.status, json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            if error.code == 404:
                return 404, None
            trouble = f"{error.code} {error.reason}"
            if error.code not in (401, 500, 503):
                sys.exit(f"rabbit-user: {method} {path}: {trouble}")
        except OSError as error:
            trouble = str(getattr(error, "reason", error))
        if time.monotonic() > DEADLINE:
            sys.exit(f"rabbit-user: no answer from {API}: {trouble}")
        if trouble != said:
            print(f"waiting for {API}: {trouble}", flush=True)
            said = trouble
        time.sleep(2)


def fits(stored):
    """RabbitMQ keeps base64 of four bytes of salt and the SHA-256 of salt and password."""
    raw = base64.b64decode(stored.get("password_hash", ""))
    known = stored.get("hashing_algorithm") == "rabbit_password_hashing_sha256" and len(raw) == 36
    return known and raw[4:] == hashlib.sha256(raw[:4] + PASSWORD.encode()).digest()


def main():
    if not PASSWORD:
        sys.exit("rabbit-user: the password is empty")
    name = urllib.parse.quote(USER, safe="")
    if call("GET", f"/api/vhosts/{name}")[0] == 404:
        call("PUT", f"/api/vhosts/{name}", {"default_queue_type": "quorum"})
    status, stored = call("GET", f"/api/users/{name}")
    if status != 404 and fits(stored):
        print(f"user {USER}: the password fits")
    else:
        call("PUT", f"/api/users/{name}", {"password": PASSWORD, "tags": ""})
        print(f"user {USER}: password set")
    call("PUT", f"/api/permissions/{name}/{name}", {"configure": ".*", "write": ".*", "read": ".*"})
    print(f"virtual host {USER} is ready")


main()
