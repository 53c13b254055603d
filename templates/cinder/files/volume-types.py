"""Makes a volume type for each back end, of its name; those that exist are left alone."""

import os

from service_api import run, say


def main(service):
    volumes = service.api("block-storage")
    found = volumes.get("/types", params={"is_public": "None"}).json()["volume_types"]
    names = {it["name"] for it in found}
    for name in os.environ["BACKENDS"].split() + os.environ.get("LVM_BACKEND", "").split():
        if name not in names:
            body = {"name": name, "extra_specs": {"volume_backend_name": name}}
            volumes.post("/types", json={"volume_type": body})
            say(f"made the volume type {name}")
    say("each back end has its volume type")


run(main)
