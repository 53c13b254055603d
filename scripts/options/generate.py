"""generate.py RELEASE FOLDER: writes the option catalogue of the release that is installed in this environment."""

import importlib.metadata
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

from dynamic import PROJECTS
from layout import one_of, parts_of, print_index, print_part, units_of
from machine import machines
from programs import FILES, UNITS

here = os.path.dirname(os.path.abspath(__file__))


def main(release, folder):
    programs = [(unit, program) for unit in UNITS for program in unit.programs.split()]
    calls = [("collect.py", unit.name, program) for unit, program in programs]
    found = on_all_machines([*calls, *(("dynamic.py", project) for project in PROJECTS)])
    units = units_of([(unit.letter, one_of(found["collect.py", unit.name, program])) for unit, program in programs])
    dynamic = {project: same(found["dynamic.py", project]) for project in PROJECTS}
    for unit in UNITS:
        further = dynamic.get(unit.project, {})
        for sample in further.get("samples", []):
            units[unit.letter].pop(sample, None)
        for group, options in further.get("groups", {}).items():
            units[unit.letter].setdefault(group, {}).update(options)
    write(release, folder, parts_of(units), dynamic)


def same(machines):
    first, *others = machines
    if any(it != first for it in others):
        raise ValueError("groups or options without fixed names depend on the machine")
    return first


def write(release, folder, parts, dynamic):
    os.makedirs(folder, exist_ok=True)
    for name in os.listdir(folder):
        os.remove(os.path.join(folder, name))
    files = {"index": print_index(index_of(release))}
    for part, groups in parts.items():
        further = dynamic.get(part, {})
        files[part] = print_part(release, part, groups, further.get("rules", []), further.get("sets", {}))
    for name, text in files.items():
        with open(os.path.join(folder, f"{name}.json"), "w", encoding="ascii", newline="\n") as file:
            file.write(text)


def index_of(release):
    units = {unit.letter: {"name": unit.name, "part": unit.project} for unit in UNITS}
    names = [it.metadata["Name"].lower().replace("_", "-") for it in importlib.metadata.distributions()]
    packages = {it: importlib.metadata.version(it) for it in names if re.match(PACKAGES, it)}
    return {"release": release, "units": units, "files": FILES, "packages": packages}


# The packages that options come from.
PACKAGES = (
    r"(barbican|castellan|cinder|cotyledon|glance|glance-store|keystone|keystoneauth1|keystonemiddleware|neutron"
    r"|neutron-lib|nova|openstack-heat|openstack-placement|os-brick|os-vif|osprofiler|ovsdbapp|oslo-.*|oslo\..*)$"
)


def on_all_machines(calls):
    """What each call of a script prints on each machine, in the order of the machines."""
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as pool:
        environments = {which: environment(scratch, which) for which in machines}
        runs = {
            call: [pool.submit(run, python, *call, which) for which, python in environments.items()] for call in calls
        }
        try:
            return {call: [it.result() for it in both] for call, both in runs.items()}
        except RuntimeError:
            pool.shutdown(cancel_futures=True)
            raise


def environment(scratch, which):
    """A link to this environment, by which one machine finds it."""
    folder = os.path.join(scratch, which)
    os.mkdir(folder)
    os.symlink(sys.prefix, os.path.join(folder, "environment"))
    return os.path.join(folder, "environment", "bin", "python")


def run(python, script, *arguments):
    command = [python, os.path.join(here, script), *arguments]
    # Nothing of whoever starts this reaches the programs; sets are in the same order each time.
    clean = {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONNOUSERSITE": "1"}
    done = subprocess.run(command, capture_output=True, text=True, cwd="/", env=clean)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command)}\n{done.stderr}")
    return json.loads(done.stdout)


if __name__ == "__main__":
    main(*sys.argv[1:])
