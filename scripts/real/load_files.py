"""What a release's own programs say of files that are no options: pipelines of paste, modules of WSGI servers, policies.

On standard input is {"pastes": [path], "modules": [name], "policies": [{"project": …, "text": …}]}; on standard output
a JSON list of what is wrong, one text each, and how much was looked at.
"""

import ast
import importlib.util
import json
import multiprocessing
import re
import sys
import warnings


def main():
    asked = json.load(sys.stdin)
    looks = [(kind, it) for kind in ("pastes", "modules", "policies") for it in asked[kind]]
    # Each in a process of its own: programs of several projects register the same options.
    with multiprocessing.get_context("fork").Pool(1, maxtasksperchild=1) as pool:
        found = pool.starmap(look, looks, 1)
    json.dump({"seen": sum(seen for seen, _ in found), "wrong": [it for _, it in found if it]}, sys.stdout)


def look(kind, it):
    warnings.simplefilter("ignore")
    try:
        return {"pastes": paste, "modules": module, "policies": policy}[kind](it), None
    except Exception as error:
        return 0, f"{it}: {type(error).__name__}: {error}"


def paste(path):
    """Finds the code of all applications and filters; making them would need their servers."""
    from paste.deploy import loadwsgi

    with open(path) as file:
        text = file.read()
    # What programs do at their start, before they read the file.
    if "heat." in text:
        from heat.common import wsgi
        from oslo_config import cfg

        wsgi.setup_paste_factories(cfg.CONF)
    if "cinder." in text:
        from cinder import objects

        objects.register_all()
    sections = re.findall(r"^\[(\w+):([^\]]+)\]", text, re.M)
    # Where one is the default, nothing else is run.
    sections = [it for it in sections if it[1] == "main"] or sections
    kinds = {"filter": loadwsgi.FILTER, "server": loadwsgi.SERVER}
    for kind, name in sections:
        loadwsgi.loadcontext(kinds.get(kind, loadwsgi.APP), f"config:{path}", name=name)
    return len(sections)


def module(named):
    """Looks for the application where a module defines it: running it would need its configuration."""
    name, _, variable = named.partition(":")
    spec = importlib.util.find_spec(name)
    if spec is None:
        raise LookupError("there is no such module")
    with open(spec.origin) as file:
        body = ast.walk(ast.parse(file.read()))
    names = {it.id for it in body if isinstance(it, ast.Name) and isinstance(it.ctx, ast.Store)}
    if variable not in names:
        raise LookupError(f"it has no {variable}")
    return 1


def policy(given):
    """Reads rules as the program does, and takes those alone that it knows."""
    from oslo_config import cfg
    from oslo_policy import generator, policy as rules

    read = rules.Rules.load(given["text"])
    known = {rule.name for rule in generator.get_policies_dict([given["project"]])[given["project"]]}
    unknown = sorted(set(read) - known)
    if unknown:
        raise LookupError(f"there is no rule {', '.join(unknown)}")
    return len(read)


main()
