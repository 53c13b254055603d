"""Makes flavors, or finds them made. May run again: flavors cannot be changed, so those that exist are left alone."""

import json
import os

from service_api import run, say

# What the API calls differently. What is not asked for is nova's to choose.
FIELDS = {"ephemeral": "OS-FLV-EXT-DATA:ephemeral", "swap": "swap", "public": "os-flavor-access:is_public"}


def main(service):
    compute = service.api("compute")
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "flavors.json"), encoding="utf-8") as file:
        flavors = json.load(file)
    found = existing(compute)
    for wanted in flavors:
        name = wanted["name"]
        there = [it for it in found if it["name"] == name or it["id"] == str(wanted["id"])]
        if not there:
            make(compute, wanted)
            say(f"made the flavor {name}")
        elif any(there[0][key] != wanted[key] for key in ("name", "ram", "disk", "vcpus")):
            say(f"the flavor {name} differs from {there[0]['name']}, which exists and is left alone")
    say("the flavors are there")


def existing(compute):
    """All flavors, private ones as well; the API gives a page of them at a time."""
    found, last = [], None
    while True:
        after = {"marker": last} if last else {}
        page = compute.get("/flavors/detail", params={"is_public": "None", **after}).json()["flavors"]
        if not page:
            return found
        found += page
        last = page[-1]["id"]


def make(compute, wanted):
    body = {key: wanted[key] for key in ("name", "ram", "disk", "vcpus")}
    body["id"] = str(wanted["id"])
    body.update({FIELDS[key]: value for key, value in wanted.items() if key in FIELDS})
    made = compute.post("/flavors", json={"flavor": body}).json()["flavor"]
    if wanted.get("extra_specs"):
        compute.post(f"/flavors/{made['id']}/os-extra_specs", json={"extra_specs": wanted["extra_specs"]})


run(main)
