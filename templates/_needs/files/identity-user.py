"""Gives a service its user at the identity service. May run again: what is as it should be is left alone."""

import os

from identity import read_secret, run, say


def main(identity):
    name = os.environ["SERVICE_USER"]
    password = read_secret("SERVICE_PASSWORD_FILE")
    domain_name = os.environ["SERVICE_DOMAIN"]
    domain = identity.one("domains", "domain", name=domain_name)
    project = identity.one("projects", "project", name=os.environ["SERVICE_PROJECT"], domain_id=domain["id"])
    found = identity.find("users", name=name, domain_id=domain["id"])
    if not found:
        say(f"making the user {name}")
        body = {"user": {"name": name, "domain_id": domain["id"], "password": password, "enabled": True}}
        user = identity.call("POST", "/users", body)["user"]
    else:
        user = found[0]
        # Setting a password revokes all tokens of the user, so it is set only when it differs.
        if not identity.logs_in(name, domain_name, password):
            say(f"setting the password of the user {name}")
            identity.call("PATCH", f"/users/{user['id']}", {"user": {"password": password, "enabled": True}})
    for role_name in os.environ["SERVICE_ROLES"].split():
        role = identity.one("roles", "role", name=role_name)
        identity.call("PUT", f"/projects/{project['id']}/users/{user['id']}/roles/{role['id']}")
    say(f"the user {name} is as it should be")


run(main)
