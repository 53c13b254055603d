"""dynamic.py PROJECT MACHINE: groups and options whose names are not fixed, as {"rules", "sets", "groups"} on standard output.

`rules` say how the names come about, `sets` which options such groups have, `groups` are further ones with fixed names.
Everything is asked from the real packages: what registers these options is called with "{}" for the name.
The form is explained in schemas/options/README.md.
"""

import json
import logging
import sys
import warnings

import machine


def main(project, which):
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    machine.pretend(which)
    json.dump(PROJECTS[project](), sys.stdout)


def described(options):
    """{name: description} of some options."""
    from collect import is_no_setting
    from describe import describe

    return {it.dest: describe(it, it.default) for it in options if not is_no_setting(it)}


def registered(conf, group):
    return [info["opt"] for info in conf._groups[group]._opts.values()]


def libraries():
    """Groups that choose how to authenticate, and sources of options beside files."""
    plugins = {name: described(options) for name, options in plugin_options()}
    shared = most_common(plugins.values())
    chosen = {
        "kind": "chosen",
        "having": ["auth_type", "auth_section"],
        "by": "auth_type",
        "elsewhere": "auth_section",
        "sets": {name: part_of("auth", shared, options) for name, options in plugins.items()},
    }
    sources = {"kind": "named", "groups": "{}", "from": ["DEFAULT", "config_source"], "as": "list", "set": "source"}
    return {"rules": [chosen, sources], "sets": {"auth": shared, "source": described(source_options())}}


def plugin_options():
    """The plug-ins that come with keystoneauth itself: others are there only where their packages are."""
    import importlib.metadata

    from keystoneauth1 import loading

    own = importlib.metadata.distribution("keystoneauth1").entry_points.select(group="keystoneauth1.plugin")
    for name in sorted(it.name for it in own):
        yield name, loading.get_auth_plugin_conf_options(name)


def most_common(sets):
    """Of each option the description that most sets have."""
    found = {}
    for name, description in (pair for options in sets for pair in options.items()):
        found.setdefault(name, []).append(json.dumps(description))
    return {name: json.loads(max(sorted(set(it)), key=it.count)) for name, it in found.items()}


def part_of(name, shared, options):
    """Some options as a part of a set, and what they have otherwise than it."""
    same = sorted(it for it in options if options[it] == shared[it])
    others = {it: options[it] for it in sorted(options) if it not in same}
    return {"set": name, "only": same, **({"and": others} if others else {})}


def source_options():
    import stevedore
    from oslo_config import cfg

    drivers = stevedore.ExtensionManager("oslo.config.driver", invoke_on_load=True)
    yield cfg.StrOpt("driver", choices=sorted(drivers.names()))
    for driver in sorted(drivers, key=lambda it: it.name):
        yield from driver.obj.list_options_for_discovery()


def keystone():
    from keystone.conf import auth
    from oslo_config import cfg

    conf = cfg.ConfigOpts()
    auth.register_opts(conf)
    conf.set_override("methods", ["{}"], group="auth")
    auth.setup_authentication(conf)
    (method,) = described([conf._groups["auth"]._opts["{}"]["opt"]]).values()
    methods = {"kind": "options", "group": "auth", "from": ["auth", "methods"], "as": "list", "option": method}
    # A protocol of federation is whatever the database says; `keystone.federation.utils` registers this for its name.
    protocols = {"kind": "any", "set": "protocol"}
    return {"rules": [methods, protocols], "sets": {"protocol": described([cfg.StrOpt("remote_id_attribute")])}}


def glance():
    import glance_store
    from glance_store import driver, multi_backend
    from oslo_config import cfg

    conf = cfg.ConfigOpts()
    conf.register_opts([cfg.DictOpt("enabled_backends", default={})])
    glance_store.register_store_opts(conf, reserved_stores=reserved_stores())
    options_of = multi_backend._list_driver_opts()
    samples = [it.lower() for it in options_of]
    types = {short_name(it): options for it, options in options_of.items()}
    types.pop("no_conf", None)
    stores = {
        "kind": "named",
        "groups": "{}",
        "from": ["DEFAULT", "enabled_backends"],
        "as": "dict",
        "sets": {name: f"store {name}" for name in sorted(types)},
    }
    own = driver.Store.MULTI_BACKEND_OPTIONS
    sets = {f"store {name}": described([*own, *options]) for name, options in types.items()}
    shared = {name: it for options in types.values() for name, it in described(options).items()}
    fixed = {name: described(registered(conf, name)) for name in [*reserved_stores(), "glance_store"]}
    return {"rules": [stores], "sets": sets, "groups": fixed | {"backend_defaults": shared}, "samples": samples}


def reserved_stores():
    """The stores that are there without being enabled."""
    from glance.common import wsgi

    if not hasattr(wsgi, "RESERVED_STORES"):
        from glance.common import wsgi_app as wsgi
    return wsgi.RESERVED_STORES


def short_name(driver):
    """`rbd` for the driver `glance.store.rbd.Store`, as `enabled_backends` has it."""
    name = driver.removeprefix("glance.store.").removesuffix(".Store")
    return {"vmware_datastore": "vmware"}.get(name, name)


def nova():
    from nova.conf import devices
    from oslo_config import cfg

    conf = cfg.ConfigOpts()
    devices.register_opts(conf)
    conf.set_override("enabled_mdev_types", ["{}"], group="devices")
    devices.register_dynamic_opts(conf)
    rule = {"kind": "named", "groups": "mdev_{}", "from": ["devices", "enabled_mdev_types"], "as": "list", "set": "mdev"}
    return {"rules": [rule], "sets": {"mdev": described(registered(conf, "mdev_{}"))}}


def cinder():
    from cinder.cmd import volume
    from cinder.zonemanager.drivers.brocade import brcd_fabric_opts
    from cinder.zonemanager.drivers.cisco import cisco_fabric_opts

    backends = {
        "kind": "named",
        "groups": "{}",
        "from": ["DEFAULT", "enabled_backends"],
        "as": "list",
        "set": {"group": "backend_defaults", "and": described([volume.host_opt])},
    }
    names = ["fc-zone-manager", "fc_fabric_names"]
    fabrics = {"kind": "named", "groups": "{}", "from": names, "as": "list", "set": "fabric"}
    options = [*brcd_fabric_opts.brcd_zone_opts, *cisco_fabric_opts.cisco_zone_opts]
    samples = ["brcd_fabric_example", "cisco_fabric_example"]
    return {"rules": [backends, fabrics], "sets": {"fabric": described(options)}, "samples": samples}


def barbican():
    from barbican.common import config
    from barbican.common.exception import MultipleStorePluginValueMissing
    from barbican.plugin.interface import secret_store  # Registers the options that name the stores.
    from barbican.plugin.util import multiple_backends

    del secret_store

    conf = config.get_module_config("secretstore")
    conf.set_override("enable_multiple_secret_stores", True, group="secretstore")
    conf.set_override("stores_lookup_suffix", ["{}"], group="secretstore")
    try:
        multiple_backends.read_multiple_backends_config()
    except MultipleStorePluginValueMissing:
        pass  # It has registered the options, and found that the store has none of them.
    group = f"{multiple_backends.LOOKUP_PLUGINS_PREFIX}{{}}"
    names = ["secretstore", "stores_lookup_suffix"]
    rule = {"kind": "named", "groups": group, "from": names, "as": "list", "set": "store"}
    return {"rules": [rule], "sets": {"store": described(registered(conf, group))}}


PROJECTS = {it.__name__: it for it in (libraries, keystone, glance, nova, cinder, barbican)}

if __name__ == "__main__":
    main(*sys.argv[1:])
