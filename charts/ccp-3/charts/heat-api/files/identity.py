"""The identity service's API as its administrator: what jobs that make users and endpoints share."""

import os
import sys

from keystoneauth1 import exceptions, session
from keystoneauth1.identity import v3


def read_secret(variable):
    """The text of the file that a variable names; secrets are no variables themselves, which processes pass on."""
    with open(os.environ[variable], encoding="utf-8") as file:
        return file.read().rstrip("\n")


def say(text):
    """Tells what was done, at once: a job's log is all that there is to see of it."""
    print(text, flush=True)


class Identity:
    """The part of the API that jobs need. Every method may be called again with the same arguments."""

    def __init__(self):
        self.url = os.environ["IDENTITY_URL"]
        domain = os.environ["IDENTITY_ADMIN_DOMAIN"]
        password = v3.Password(
            auth_url=self.url,
            username=os.environ["IDENTITY_ADMIN_USER"],
            password=read_secret("IDENTITY_ADMIN_PASSWORD_FILE"),
            project_name=os.environ["IDENTITY_ADMIN_PROJECT"],
            user_domain_name=domain,
            project_domain_name=domain,
        )
        self.session = session.Session(auth=password)

    def call(self, method, path, body=None):
        """What a call answers: its JSON, or nothing where there is none."""
        arguments = {} if body is None else {"json": body}
        answer = self.session.request(self.url + path, method, **arguments)
        return answer.json() if answer.content else None

    def find(self, kind, **filters):
        """All resources of a kind (`users`, `services`) with these attributes."""
        found = self.session.request(f"{self.url}/{kind}", "GET", params=filters).json()
        return found[kind]

    def one(self, kind, single, **attributes):
        """The resource with these attributes, made if there is none."""
        found = self.find(kind, **attributes)
        if found:
            return found[0]
        say(f"making the {single} {attributes['name']}")
        return self.call("POST", f"/{kind}", {single: attributes})[single]

    def user(self, name, domain, password):
        """The user of that name in a domain, with that password, made if there is none."""
        found = self.find("users", name=name, domain_id=domain["id"])
        if not found:
            say(f"making the user {name}")
            body = {"user": {"name": name, "domain_id": domain["id"], "password": password, "enabled": True}}
            return self.call("POST", "/users", body)["user"]
        # Setting a password revokes all tokens of the user, so it is set only when it differs.
        if not self.logs_in(name, domain["name"], password):
            say(f"setting the password of the user {name}")
            self.call("PATCH", f"/users/{found[0]['id']}", {"user": {"password": password, "enabled": True}})
        return found[0]

    def logs_in(self, user, domain, password):
        """Whether a user's password is this one."""
        login = v3.Password(auth_url=self.url, username=user, user_domain_name=domain, password=password, unscoped=True)
        try:
            session.Session(auth=login).get_token()
            return True
        except exceptions.Unauthorized:
            return False


def run(main):
    """Runs a job, and says in one line what the service answered when it refused."""
    try:
        main(Identity())
    except exceptions.ClientException as error:
        sys.exit(f"the identity service answered: {error}")
