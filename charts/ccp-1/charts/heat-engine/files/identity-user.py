"""Gives a service its user at the identity service. May run again: what is as it should be is left alone."""

import os

from identity import read_secret, run, say


def main(identity):
    name = os.environ["SERVICE_USER"]
    domain = identity.one("domains", "domain", name=os.environ["SERVICE_DOMAIN"])
    project = identity.one("projects", "project", name=os.environ["SERVICE_PROJECT"], domain_id=domain["id"])
    user = identity.user(name, domain, read_secret("SERVICE_PASSWORD_FILE"))
    for role_name in os.environ["SERVICE_ROLES"].split():
        role = identity.one("roles", "role", name=role_name)
        identity.call("PUT", f"/projects/{project['id']}/users/{user['id']}/roles/{role['id']}")
    say(f"the user {name} is as it should be")


run(main)
