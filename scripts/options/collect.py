"""collect.py UNIT PROGRAM MACHINE: the options that a program accepts, {group: {name: description}} on standard output.

The program is started until it has read its configuration. What it has registered by then, what modules register that
it loads later, and what is documented for its unit is what it accepts. Each call is a process of its own, because
starting a program changes libraries for good.
"""

import contextlib
import importlib
import importlib.metadata
import io
import json
import logging
import sys
import warnings

import machine


def main(unit_name, program, which):
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    machine.pretend(which)
    from programs import UNITS

    (unit,) = (it for it in UNITS if it.name == unit_name)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        groups = collect(unit, program)
    json.dump(groups, sys.stdout)


def collect(unit, program):
    """The first description of an option holds: what a program has registered, then what is documented."""
    from describe import describe

    groups = {}
    for group, option, default in accepted(unit, program):
        groups.setdefault(group_name(group), {}).setdefault(option.dest, describe(option, default))
    return groups


def accepted(unit, program):
    """(group, option, default) of all options of a program."""
    from oslo_config import cfg
    from start import start

    configurations = start(program)
    for module in unit.modules.split():
        importlib.import_module(module)
    known = {}
    # They are mappings: only by identity can they be told apart.
    for conf in {id(it): it for it in [*configurations, cfg.CONF]}.values():
        for group, option, default in registered(conf):
            if group_name(group) not in unit.unread.split():
                known.setdefault(group_name(group), set()).add(option.dest)
                yield group, option, default
    for group, option in documented(unit.namespaces):
        if not is_of_plugin(option, known.get(group_name(group), set())):
            yield group, option, option.default


def group_name(group):
    """Groups that differ in letter case alone are one, except that DEFAULT is like no other."""
    return "DEFAULT" if group == "DEFAULT" else group.lower()


def registered(conf):
    for group, table in (("DEFAULT", conf._opts), *((it.name, it._opts) for it in conf._groups.values())):
        for info in table.values():
            if not is_no_setting(info["opt"]):
                # What `set_default` gave, else what the option says.
                yield group, info["opt"], info.get("default", info["opt"].default)


def documented(namespaces):
    from oslo_config import generator

    known = {it.name for it in importlib.metadata.entry_points().select(group="oslo.config.opts")}
    for _, groups in generator._list_opts([it for it in namespaces.split() if it in known]):
        for group, options in groups:
            for option in options:
                if not is_no_setting(option):
                    yield getattr(group, "name", group) or "DEFAULT", option


def is_no_setting(option):
    """Whether an option is there, but is not one that a file can set."""
    from oslo_config import cfg

    # These start a program; they are of the command line.
    if isinstance(option, (cfg.SubCommandOpt, cfg._ConfigFileOpt, cfg._ConfigDirOpt)) or option.dest == "shell_completion":
        return True
    # Nova: "A config option that can't be set by the user": whatever is given is read as nothing.
    return getattr(option.type, "__qualname__", None) == "_dummy_opt.<locals>.<lambda>"


def is_of_plugin(option, registered_names):
    """Whether a documented option is there only with some way to authenticate; those ways are in dynamic.py."""
    return "auth_section" in registered_names and option.dest not in registered_names and option.dest in plugin_names()


def plugin_names():
    from dynamic import plugin_options

    if not names:
        names.update(it.dest for _, options in plugin_options() for it in options)
    return names


names = set()

if __name__ == "__main__":
    main(*sys.argv[1:])
