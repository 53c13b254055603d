"""Makes flavors, or finds them made. May run again: flavors cannot be changed, so those that exist are left alone."""

import json
import os
import sys

from keystoneauth1 import exceptions, session
from keystoneauth1.identity import v3

# Answers differ from this name: what is not asked for by flavors.json is nova's to choose.
FIELDS = {"ephemeral": "OS-FLV-EXT-DATA:ephemeral", "swap": "swap", "public": "os-flavor-access:is_public"}


def connect():
    with open(os.environ["IDENTITY_PASSWORD_FILE"], encoding="utf-8") as file:
        password = file.read().rstrip("\n")
    login = v3.Password(
        auth_url=os.environ["IDENTITY_URL"],
        username=os.environ["IDENTITY_USER"],
        password=password,
        user_domain_name=os.environ["IDENTITY_USER_DOMAIN"],
        project_name=os.environ["IDENTITY_PROJECT"],
        project_domain_name=os.environ["IDENTITY_PROJECT_DOMAIN"],
    )
    return session.Session(auth=login)


def existing(compute, url):
    """All flavors, of which the API gives a page at a time; private ones as well."""
    found, page = [], f"{url}/flavors/detail?is_public=None"
    while page:
        answer = compute.get(page).json()
        found += answer["flavors"]
        # The next page's address is that from outside: only what is asked for in it counts.
        following = [it["href"] for it in answer.get("flavors_links", []) if it["rel"] == "next"]
        page = f"{url}/flavors/detail?{following[0].partition('?')[2]}" if following else None
    return found


def make(compute, url, wanted):
    body = {key: wanted[key] for key in ("name", "ram", "disk", "vcpus")}
    body["id"] = str(wanted["id"])
    body.update({FIELDS[key]: value for key, value in wanted.items() if key in FIELDS})
    made = compute.post(f"{url}/flavors", json={"flavor": body}).json()["flavor"]
    if wanted.get("extra_specs"):
        compute.post(f"{url}/flavors/{made['id']}/os-extra_specs", json={"extra_specs": wanted["extra_specs"]})


def main(path):
    url = os.environ["COMPUTE_URL"]
    with open(path, encoding="utf-8") as file:
        flavors = json.load(file)
    compute = connect()
    found = existing(compute, url)
    for wanted in flavors:
        name = wanted["name"]
        there = [it for it in found if it["name"] == name or it["id"] == str(wanted["id"])]
        if not there:
            print(f"making the flavor {name}", flush=True)
            make(compute, url, wanted)
        elif any(there[0][key] != wanted[key] for key in ("name", "ram", "disk", "vcpus")):
            print(f"the flavor {name} differs from {there[0]['name']}, which exists and is left alone", flush=True)
    print("the flavors are there", flush=True)


try:
    main(sys.argv[1])
except exceptions.ClientException as error:
    sys.exit(f"the compute service answered: {error}")
