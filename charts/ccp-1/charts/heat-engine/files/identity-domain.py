"""Gives a service a domain of its own, with an administrator. May run again: what is as it should be is left alone."""

import os

from identity import read_secret, run, say


def main(identity):
    name = os.environ["DOMAIN_NAME"]
    domain = identity.one("domains", "domain", name=name)
    user = identity.user(os.environ["DOMAIN_ADMIN"], domain, read_secret("DOMAIN_ADMIN_PASSWORD_FILE"))
    admin = identity.one("roles", "role", name="admin")
    identity.call("PUT", f"/domains/{domain['id']}/users/{user['id']}/roles/{admin['id']}")
    for role in os.environ["DOMAIN_ROLES"].split():
        identity.one("roles", "role", name=role)
    say(f"the domain {name} is as it should be")


run(main)
