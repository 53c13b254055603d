"""Starts programs of OpenStack until they have read their configuration."""

import importlib
import importlib.metadata
import sys
import tempfile

from oslo_config import cfg


class Started(BaseException):
    """The program has read its configuration; nothing that it does afterwards is wanted."""


def start(program):
    """Starts a program with an empty configuration; gives the objects that it has registered its options with.

    A program is a script of the environment, or a module that a WSGI server imports.
    """
    configurations = []
    read = cfg.ConfigOpts.__call__

    def read_nothing(self, *_, **named):
        self._check_required_opts = lambda namespace=None: None
        with tempfile.NamedTemporaryFile(suffix=".conf") as empty:
            project = named.get("project") or "none"
            read(self, args=[], project=project, default_config_files=[empty.name], default_config_dirs=[])
        configurations.append(self)
        raise Started

    cfg.ConfigOpts.__call__ = read_nothing
    try:
        run(program)
    except Started:
        pass
    finally:
        cfg.ConfigOpts.__call__ = read
    if not configurations:
        raise RuntimeError(f"{program} ended before it read its configuration")
    # Modules that are loaded from now on may still add options for the command line.
    for conf in configurations:
        conf.clear()
    return configurations


def run(program):
    sys.argv = [program]
    scripts = importlib.metadata.entry_points().select(group="console_scripts", name=program)
    if scripts:
        (script,) = scripts
        script.load()()
    else:
        importlib.import_module(program)
