"""validate.py LETTERS: what oslo-config-validator says of files that the units with these letters read.

Files come as a JSON list of texts on standard input. On standard output is a list for each: [group, name, verdict] of
every option that it complains of, with "unknown" or "renamed".
"""

import contextlib
import importlib.metadata
import io
import json
import logging
import re
import sys
import tempfile
import warnings


def main(letters):
    warnings.simplefilter("ignore")
    from oslo_config import cfg, generator, validator

    texts = json.load(sys.stdin)
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        logging.disable(logging.CRITICAL)
        # What is known is the same for all files, and takes long to find.
        groups = generator._get_groups(generator._list_opts(namespaces(letters)))
        data = generator._generate_machine_readable_data(groups, cfg.ConfigOpts())
        logging.disable(logging.NOTSET)
        generator._list_opts = generator._get_groups = lambda *_: None
        generator._generate_machine_readable_data = lambda *_: data
        remarks = Remarks()
        logging.root.handlers = [remarks]
        logging.root.setLevel(logging.WARNING)
        said = []
        for text in texts:
            with tempfile.NamedTemporaryFile("w", suffix=".conf") as file:
                file.write(text)
                file.flush()
                conf = cfg.ConfigOpts()
                validator._register_cli_opts(conf)
                conf(["--namespace", "any", "--input-file", file.name], project="validate", default_config_files=[])
                remarks.found = []
                validator._validate(conf)
                said.append(remarks.found)
    json.dump(said, sys.stdout)


def namespaces(letters):
    """Those of the units that the release has."""
    from programs import UNITS

    there = {it.name for it in importlib.metadata.entry_points(group="oslo.config.opts")}
    asked = {name for it in UNITS if it.letter in letters for name in it.namespaces.split()}
    return sorted(asked & there)


class Remarks(logging.Handler):
    """Takes what the validator logs."""

    found = []
    forms = (
        (re.compile(r"(.+)/(.+) is not part of the sample config$"), "unknown"),
        (re.compile(r"Deprecated opt (.+)/(.+) found$"), "renamed"),
    )

    def emit(self, record):
        for form, verdict in self.forms:
            match = form.match(record.getMessage())
            if match:
                self.found.append([*match.groups(), verdict])


main(sys.argv[1])
