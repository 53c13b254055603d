"""How the options of all units are laid into files, each description once: see schemas/options/README.md."""

import json
from collections import Counter

from programs import UNITS

# Options that programs of several projects accept alike.
LIBRARIES = "libraries"


def one_of(machines):
    """What holds on every machine of the options that were found on each."""
    first, *others = machines
    for other in others:
        if names_of(first) != names_of(other):
            raise ValueError(f"there are different options on another machine: {names_of(first) ^ names_of(other)}")
    return {
        group: {name: common([it[group][name] for it in machines]) for name in options}
        for group, options in first.items()
    }


def names_of(groups):
    return {(group, name) for group, options in groups.items() for name in options}


def common(descriptions):
    """A description without what differs. A default that differs is the machine's, or the program's, choice."""
    kinds, defaults, flags, more = zip(*(filled(it) for it in descriptions))
    own_flags = {it.replace("h", "") for it in flags}
    if len(own_flags) > 1 or any(it != more[0] for it in more):
        raise ValueError(f"more than a default or a bound differs: {descriptions}")
    kind = kinds[0]
    if any(it != kind for it in kinds):
        kind = {key: it for key, it in kind.items() if all(other.get(key) == it for other in kinds)}
    differs = any("h" in it for it in flags) or any(it != defaults[0] for it in defaults)
    return short([kind, *((None, f"{own_flags.pop()}h") if differs else (defaults[0], own_flags.pop())), more[0]])


def filled(description):
    empty = [None, None, "", {}]
    return [*description, *empty[len(description) :]]


def short(description):
    while len(description) > 1 and description[-1] in (None, "", {}):
        description.pop()
    return description


def units_of(programs):
    """{letter: groups} of (letter, groups) of the programs of all units: the first program has all options."""
    units = {}
    for letter, groups in programs:
        if letter not in units:
            units[letter] = groups
            continue
        known = units[letter]
        for group, name in names_of(groups):
            if name not in known.get(group, {}):
                raise ValueError(f"only another program of the unit {letter} has [{group}] {name}")
            known[group][name] = common([known[group][name], groups[group][name]])
    return units


def parts_of(units):
    """{part: {group: {name: [(description, letters)]}}}: what units of several projects share is in the libraries."""
    project_of = {unit.letter: unit.project for unit in UNITS}
    letters_of = {}
    for unit in UNITS:
        for group, options in units[unit.letter].items():
            for name, description in options.items():
                key = (group, name, json.dumps(description))
                letters_of[key] = letters_of.get(key, "") + unit.letter
    parts = {}
    for (group, name, description), letters in letters_of.items():
        projects = {project_of[it] for it in letters}
        part = projects.pop() if len(projects) == 1 else LIBRARIES
        variants = parts.setdefault(part, {}).setdefault(group, {}).setdefault(name, [])
        variants.append((json.loads(description), letters))
    return parts


def print_part(release, part, groups, rules, sets):
    lines = ["{", f'"release":{compact(release)},', f'"part":{compact(part)},', '"groups":{']
    lines += separated([print_group(group, groups[group]) for group in sorted(groups)])
    lines += ["},", '"sets":{']
    lines += separated([f"{compact(it)}:{{\n{print_options(sets[it])}\n}}" for it in sorted(sets)])
    lines += ["},", '"rules":[', *separated([compact(it) for it in rules]), "]", "}", ""]
    return "\n".join(lines)


def print_group(group, options):
    """A group says which units most of its options belong to; other options say it themselves."""
    counts = Counter(letters for variants in options.values() for _, letters in variants)
    usual = max(sorted(counts), key=counts.__getitem__)
    written = {name: with_units(variants, usual) for name, variants in options.items()}
    return f'{compact(group)}:{{"in":{compact(usual)},"options":{{\n{print_options(written)}\n}}}}'


def with_units(variants, usual):
    written = []
    for description, letters in variants:
        kind, default, flags, more = filled(description)
        written.append(short([kind, default, flags, more if letters == usual else {**more, "in": letters}]))
    return written[0] if len(written) == 1 else written


def print_options(options):
    return "\n".join(separated([f"{compact(name)}:{compact(options[name])}" for name in sorted(options)]))


def print_index(index):
    rows = [f"{compact(key)}:{{\n{print_options(table)}\n}}" if isinstance(table, dict) else f"{compact(key)}:{compact(table)}" for key, table in index.items()]
    return "\n".join(["{", *separated(rows), "}", ""])


def separated(rows):
    return [*(f"{it}," for it in rows[:-1]), *rows[-1:]]


def compact(value):
    return json.dumps(value, separators=(",", ":"))
