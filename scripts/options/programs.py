"""Which programs read which configuration files, and where their options are found."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Unit:
    """Programs that accept the same options: whatever one of them reads, or is documented for them."""

    letter: str  # Stands for the unit in the catalogue, and is never given to another one.
    name: str
    project: str
    # Programs that are started until they have read their configuration: scripts, and modules that WSGI servers import.
    # The first has all options; the others are there because some defaults are another program's.
    programs: str
    # Modules that the programs load later, and that register options as they are loaded.
    modules: str
    # Namespaces of the entry points `oslo.config.opts`: those that the project's own sample files are made from,
    # and those of libraries that the programs load besides. What a release does not have is passed over.
    namespaces: str
    # Groups that are registered because a module is loaded, but that no program of the unit reads.
    unread: str = ""


# What everything with workers and messages loads, what a WSGI pipeline can hold, and what an agent of Neutron loads.
rpc = "oslo.messaging oslo.service.periodic_task oslo.service.service oslo.concurrency oslo.privsep oslo.reports"
web = "oslo.middleware keystonemiddleware.auth_token keystonemiddleware.audit osprofiler"
agent = f"oslo.log oslo.cache {rpc} oslo.versionedobjects osprofiler"
base = "neutron.az.agent neutron.base.agent"
privileged = "neutron.privileged"

UNITS = (
    Unit(
        "k",
        "keystone",
        "keystone",
        "keystone.wsgi.api",
        "keystone.server.flask.core keystone.notifications",
        "keystone oslo.cache oslo.log oslo.messaging oslo.policy oslo.db oslo.middleware osprofiler",
        # A base class of the middleware is used, which takes no options.
        unread="keystone_authtoken",
    ),
    Unit(
        "g",
        "glance",
        "glance",
        "glance.wsgi.api",
        "glance.common.trust_auth glance.async_.flows.api_image_import glance_store._drivers.cinder.store",
        "glance glance.api glance.cache glance.manage glance.store castellan.config os_brick oslo.db oslo.limit oslo.log"
        f" oslo.policy {rpc} {web}",
    ),
    Unit(
        "p",
        "placement",
        "placement",
        "placement.wsgi.api",
        "placement.deploy placement.handler placement.objects.trait",
        "placement.conf keystonemiddleware.auth_token oslo.log oslo.middleware.cors oslo.middleware.http_proxy_to_wsgi"
        " oslo.policy osprofiler",
    ),
    Unit(
        "n",
        "nova",
        "nova",
        "nova-compute nova-novncproxy nova-spicehtml5proxy",
        "nova.api.openstack.compute.routes nova.conductor.manager nova.keymgr.conf_key_mgr nova.scheduler.manager"
        " nova.virt.ironic.driver nova.virt.libvirt.driver nova.virt.vmwareapi.driver",
        f"nova.conf castellan.config os_brick os_vif oslo.cache oslo.limit oslo.log oslo.policy oslo.versionedobjects {rpc} {web}",
    ),
    Unit(
        "h",
        "heat",
        "heat",
        "heat-engine",
        "heat.api.aws.ec2token heat.engine.service",
        "cotyledon heat.api.aws.ec2token heat.common.cache heat.common.config heat.common.context heat.common.crypt"
        " heat.common.wsgi heat.engine.clients heat.engine.clients.os.keystone.heat_keystoneclient"
        " heat.engine.hot.functions heat.engine.notification heat.engine.resources"
        f" oslo.cache oslo.log oslo.policy oslo.versionedobjects {rpc} {web}",
    ),
    Unit(
        "c",
        "cinder",
        "cinder",
        "cinder-volume",
        "cinder.backup.manager cinder.keymgr.migration cinder.service_auth cinder.volume.manager",
        "castellan.config cinder os_brick oslo.db oslo.log oslo.policy oslo.service.sslutils oslo.service.wsgi"
        f" oslo.versionedobjects {rpc} {web}",
    ),
    Unit(
        "b",
        "barbican",
        "barbican",
        "barbican-worker",
        "",
        "barbican.common.config barbican.plugin.crypto barbican.plugin.crypto.p11 barbican.plugin.crypto.simple"
        " barbican.plugin.dogtag barbican.plugin.secret_store barbican.plugin.secret_store.kmip"
        f" barbican.plugin.secret_store.vault castellan.config cotyledon oslo.db oslo.log oslo.policy"
        f" oslo.versionedobjects {rpc} {web}",
    ),
    Unit(
        "s",
        "neutron-server",
        "neutron",
        "neutron-rpc-server",
        "neutron.manager neutron.plugins.ml2.drivers.ovn.mech_driver.mech_driver neutron.plugins.ml2.plugin"
        " neutron.privileged neutron.quota neutron.services.ovn_l3.plugin neutron.services.segments.plugin",
        "designate.auth ironic.auth neutron neutron.agent neutron.db neutron.experimental neutron.extensions neutron.ml2"
        " neutron.ml2.ovn nova.auth placement.auth oslo.cache oslo.db oslo.log oslo.policy oslo.service.wsgi"
        f" oslo.versionedobjects {rpc} {web}",
    ),
    Unit("o", "neutron-openvswitch-agent", "neutron", "neutron-openvswitch-agent", privileged, f"neutron.ml2.ovs.agent {agent}"),
    Unit("r", "neutron-sriov-agent", "neutron", "neutron-sriov-nic-agent", privileged, f"neutron.ml2.sriov.agent {agent}"),
    Unit("v", "neutron-ovn-agent", "neutron", "neutron-ovn-agent", privileged, f"neutron.ml2.ovn neutron.ml2.ovn.agent {agent}"),
    Unit(
        "m",
        "neutron-ovn-metadata-agent",
        "neutron",
        "neutron-ovn-metadata-agent",
        privileged,
        f"neutron.ml2.ovn neutron.ovn.metadata.agent {agent}",
    ),
    Unit("d", "neutron-dhcp-agent", "neutron", "neutron-dhcp-agent", privileged, f"{base} neutron.dhcp.agent {agent}"),
    Unit("l", "neutron-l3-agent", "neutron", "neutron-l3-agent", privileged, f"{base} neutron.l3.agent {agent}"),
    Unit("a", "neutron-metadata-agent", "neutron", "neutron-metadata-agent", privileged, f"neutron.metadata.agent {agent}"),
)

# Which units read a file, by the last part of its path. Neutron's programs read several files as if they were one:
# whatever one of them accepts may stand in any file that it is commonly started with.
FILES = {
    "keystone.conf": "k",
    "glance-api.conf": "g",
    "glance-cache.conf": "g",
    "glance-image-import.conf": "g",
    "placement.conf": "p",
    "nova.conf": "n",
    "heat.conf": "h",
    "cinder.conf": "c",
    "barbican.conf": "b",
    "neutron.conf": "sorvmdla",
    "ml2_conf.ini": "sorv",
    "openvswitch_agent.ini": "odl",
    "sriov_agent.ini": "r",
    "ovn_agent.ini": "v",
    "neutron_ovn_metadata_agent.ini": "m",
    "dhcp_agent.ini": "d",
    "l3_agent.ini": "l",
    "metadata_agent.ini": "a",
}
