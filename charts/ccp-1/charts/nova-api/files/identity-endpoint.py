"""Tells the identity service's catalogue where an API is. May run again: an endpoint is changed only when it differs."""

import os

from identity import run, say


def main(identity):
    region = os.environ["ENDPOINT_REGION"]
    name = os.environ["ENDPOINT_SERVICE"]
    kind = os.environ["ENDPOINT_TYPE"]
    if not any(it["id"] == region for it in identity.find("regions")):
        say(f"making the region {region}")
        identity.call("POST", "/regions", {"region": {"id": region}})
    service = identity.one("services", "service", name=name, type=kind)
    description = os.environ["ENDPOINT_DESCRIPTION"]
    if service.get("description") != description:
        identity.call("PATCH", f"/services/{service['id']}", {"service": {"description": description}})
    for interface in ("internal", "public"):
        set_endpoint(identity, service["id"], region, interface, os.environ[f"ENDPOINT_{interface.upper()}_URL"])
    say(f"the endpoints of {kind} are as they should be")


def set_endpoint(identity, service, region, interface, url):
    """Exactly one endpoint of a service, region and interface, with this URL."""
    found = identity.find("endpoints", service_id=service, region_id=region, interface=interface)
    if not found:
        say(f"making the {interface} endpoint {url}")
        body = {"service_id": service, "region_id": region, "interface": interface, "url": url}
        identity.call("POST", "/endpoints", {"endpoint": body})
        return
    first, *others = found
    if first["url"] != url:
        say(f"changing the {interface} endpoint from {first['url']} to {url}")
        identity.call("PATCH", f"/endpoints/{first['id']}", {"endpoint": {"url": url}})
    for other in others:
        say(f"deleting a second {interface} endpoint {other['url']}")
        identity.call("DELETE", f"/endpoints/{other['id']}")


run(main)
