"""Reads files and addresses with the programs that OpenStack reads them with.

Standard input: {"files": [paths], "options": [paths], "urls": [texts]}
Standard output, in the same order:
  files    what oslo.config's parser finds: {section: {option: [values]}}, or {"error": text}
  options  the final values of all options of a file, each declared as a list of strings: [[section, option, values]]
  urls     passwords in addresses: {"sqlalchemy": text, "kombu": text}
"""

import json
import sys

from kombu.utils.url import parse_url
from oslo_config import cfg
from sqlalchemy.engine import make_url


def read_file(path):
    sections = {}
    parser = cfg.ConfigParser(path, {})
    # Section names in the case in which options are looked up: oslo.config keeps both.
    parser._add_normalized(sections)
    try:
        parser.parse()
    except cfg.ParseError as error:
        return {"error": str(error)}
    return sections


def read_options(path):
    names = [(section, option) for section, options in read_file(path).items() for option in options]
    conf = cfg.ConfigOpts()
    for section, option in names:
        conf.register_opt(cfg.MultiStrOpt(option), group=None if section == "DEFAULT" else section)
    conf(["--config-file", path], project="read-back")
    return [
        [section, option, conf[option] if section == "DEFAULT" else conf[section][option]]
        for section, option in names
    ]


def read_url(text):
    return {"sqlalchemy": make_url(text).password, "kombu": parse_url(text)["password"]}


request = json.load(sys.stdin)
json.dump(
    {
        "files": [read_file(path) for path in request.get("files", [])],
        "options": [read_options(path) for path in request.get("options", [])],
        "urls": [read_url(text) for text in request.get("urls", [])],
    },
    sys.stdout,
)
