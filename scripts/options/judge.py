"""judge.py UNIT: what the real option objects make of files. Files come as a JSON list of texts on standard input.

On standard output is a list for each: [group, name, verdict] of every option that the file sets. Verdicts are "fine",
"unknown", and "bad" for a value that cannot be read; "renamed" stands before the last two words for a former name.
"""

import contextlib
import io
import json
import logging
import sys
import tempfile
import warnings


def main(unit_name):
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    from programs import UNITS

    (unit,) = (it for it in UNITS if it.name == unit_name)
    texts = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        options = options_of(unit)
        verdicts = [judge(unit, options, text) for text in texts]
    json.dump(verdicts, sys.stdout)


def options_of(unit):
    """[(group, option)] of the first program of a unit."""
    from collect import accepted, group_name

    program = unit.programs.split()[0]
    return [(group_name(group), option, default) for group, option, default in accepted(unit, program)]


def judge(unit, options, text):
    from oslo_config import cfg

    with tempfile.NamedTemporaryFile("w", suffix=".conf") as file:
        file.write(text)
        file.flush()
        conf = cfg.ConfigOpts()
        conf._check_required_opts = lambda namespace=None: None
        known = {}
        for group, option, default in options:
            register(conf, known, group, option, default)
        conf(args=[], project="judge", default_config_files=[file.name], default_config_dirs=[])
        given = conf._namespace._parsed[0]
        no_plugins.clear()
        for group, option in dynamic(unit, conf, known, given):
            register(conf, known, group, option, option.default)
        return [
            [section, name, verdict(conf, known, section, name)] for section, names in given.items() for name in names
        ]


def register(conf, known, group, option, default):
    from oslo_config import cfg

    if option.dest in known.setdefault(group, {}):
        return
    try:
        conf.register_opt(option, group=None if group == "DEFAULT" else group)
    except cfg.DuplicateOptError:
        return
    if default is not option.default:
        conf.set_default(option.dest, default, group=None if group == "DEFAULT" else group)
    known[group][option.dest] = option


def verdict(conf, known, section, name):
    from collect import group_name

    group = group_name(section)
    if name in known.get(group, {}):
        return read(conf, group, name)
    former = [
        (new_group, option.dest)
        for new_group, options in known.items()
        for option in options.values()
        for old in option.deprecated_opts
        if (group_name(old.group) if old.group else new_group) == group and (old.name or option.dest) == name
    ]
    if not former:
        return "unknown"
    results = {read(conf, *it) for it in former}
    return "renamed bad" if "bad" in results else "renamed"


def read(conf, group, name):
    if name == "auth_type" and group in no_plugins:
        return "bad"
    try:
        getattr(conf if group == "DEFAULT" else conf[group], name)
    except Exception:
        return "bad"
    return "fine"


def dynamic(unit, conf, known, given):
    """Options of groups whose names, or whose options, other options say; as the programs register them."""
    yield from chosen_by_authentication(conf, known)
    if unit.project == "keystone":
        from oslo_config import cfg

        yield from (("auth", cfg.StrOpt(it)) for it in value(conf, "auth", "methods") or [])
    if unit.project == "glance":
        import glance_store.multi_backend as stores
        from dynamic import reserved_stores
        from oslo_config import cfg

        reserved = cfg.ConfigOpts()
        reserved.register_opts([cfg.DictOpt("enabled_backends", default={})])
        stores.register_store_opts(reserved, reserved_stores=reserved_stores())
        yield from ((group.name, it["opt"]) for group in reserved._groups.values() for it in group._opts.values())
        options_of_drivers = stores._list_driver_opts()
        # What drivers share when they are asked for options of a store.
        yield from (("backend_defaults", it) for options in options_of_drivers.values() for it in options)
        for name, kind in (value(conf, "DEFAULT", "enabled_backends") or {}).items():
            for driver, options in options_of_drivers.items():
                if kind in driver:
                    yield from ((name.lower(), it) for it in options)
    if unit.project == "cinder":
        shared = list(known["backend_defaults"].values())
        for name in value(conf, "DEFAULT", "enabled_backends") or []:
            yield from ((name.lower(), it) for it in shared)


def chosen_by_authentication(conf, known):
    from keystoneauth1 import loading

    for group in [it for it, options in known.items() if {"auth_type", "auth_section"} <= options.keys()]:
        home = value(conf, group, "auth_section")
        if home:
            yield home.lower(), known[group]["auth_type"]
            register(conf, known, home.lower(), known[group]["auth_type"], None)
        home = home.lower() if home else group
        kind = value(conf, home, "auth_type")
        if not kind:
            continue
        try:
            yield from ((home, it) for it in loading.get_auth_plugin_conf_options(kind))
        except Exception:
            # The program does not start: what else is in the group is not to be judged.
            no_plugins.add(home)
            for plugin in loading.get_available_plugin_names():
                yield from ((home, it) for it in loading.get_auth_plugin_conf_options(plugin))


no_plugins = set()


def value(conf, group, name):
    try:
        return getattr(conf if group == "DEFAULT" else conf[group], name)
    except Exception:
        return None


if __name__ == "__main__":
    main(*sys.argv[1:])
