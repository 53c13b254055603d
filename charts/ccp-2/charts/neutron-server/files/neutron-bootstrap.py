"""Makes the first networks of a cloud. May run again: what is there by its name stays as it is, and what is missing is made."""

import json
import os
import sys

from openstack import connection, exceptions
from openstack.config import cloud_region
from service_api import run, say


def main(service):
    region = cloud_region.from_session(
        service.session, region_name=service.conf.service.region_name, interface="internal"
    )
    with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "bootstrap.json"), encoding="utf-8") as file:
        wanted = json.load(file)
    try:
        make(connection.Connection(config=region), wanted)
    except exceptions.SDKException as error:
        sys.exit(f"a service answered: {error}")


def make(cloud, wanted):
    owner = cloud.identity.find_project(wanted["project"], ignore_missing=False).id
    internal, external = wanted["internal"], wanted["external"]
    inside = outside = None
    if internal["enable"]:
        network = made(cloud.network, "network", owner, name=internal["net_name"])
        inside = made(
            cloud.network,
            "subnet",
            owner,
            within={"network_id": network.id},
            name=internal["subnet_name"],
            ip_version=version(internal["network"]),
            cidr=internal["network"],
            gateway_ip=internal["gateway"],
        )
    if external["enable"]:
        outside = made(cloud.network, "network", owner, name=external["net_name"], **provider(external))
        made(cloud.network, "subnet", owner, within={"network_id": outside.id}, **external_subnet(external))
    connect_router(cloud.network, owner, wanted["router"]["name"], inside, outside)


def provider(external):
    """The physical network that an external one is, or a VLAN of it."""
    physical = {"is_router_external": True, "provider_physical_network": required(external, "physnet")}
    if external["vlan"] is None:
        return {**physical, "provider_network_type": "flat"}
    return {**physical, "provider_network_type": "vlan", "provider_segmentation_id": int(external["vlan"])}


def external_subnet(external):
    pool = external["pool"]
    cidr = required(external, "network")
    return {
        "name": external["subnet_name"],
        "ip_version": version(cidr),
        "cidr": cidr,
        "gateway_ip": required(external, "gateway"),
        # Routers and floating addresses are the only ones that live there.
        "is_dhcp_enabled": False,
        **({"dns_nameservers": [external["nameserver"]]} if external["nameserver"] else {}),
        **({"allocation_pools": [{"start": pool["start"], "end": pool["end"]}]} if pool["start"] else {}),
    }


def connect_router(network, owner, name, inside, outside):
    router = made(network, "router", owner, name=name)
    if outside and not (router.external_gateway_info or {}).get("network_id"):
        say(f"connecting the router {name} to {outside.name}")
        network.update_router(router, external_gateway_info={"network_id": outside.id})
    if inside:
        ports = network.ports(device_id=router.id)
        if not any(it["subnet_id"] == inside.id for port in ports for it in port.fixed_ips):
            say(f"connecting the router {name} to {inside.name}")
            network.add_interface_to_router(router, subnet_id=inside.id)


def made(network, kind, owner, within=None, **attributes):
    """The one thing of this kind and name that the project has; it is made where there is none."""
    found = list(getattr(network, f"{kind}s")(name=attributes["name"], project_id=owner, **(within or {})))
    if len(found) > 1:
        sys.exit(f"there are {len(found)} {kind}s named {attributes['name']}; delete or rename all but one")
    if found:
        say(f"the {kind} {attributes['name']} is there")
        return found[0]
    say(f"making the {kind} {attributes['name']}")
    return getattr(network, f"create_{kind}")(project_id=owner, **(within or {}), **attributes)


def required(settings, key):
    if not settings[key]:
        sys.exit(f"neutron.bootstrap.external.{key} is not set")
    return settings[key]


def version(cidr):
    return 6 if ":" in cidr else 4


run(main)
