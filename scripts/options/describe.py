"""What a configuration option is, as data: the form that schemas/options/README.md explains."""

import json
import re

from oslo_config import types


def describe(option, default):
    """An option as [type, default, flags, more]; what says nothing at the end is left out."""
    flags = "".join(flag for flag, holds in flags_of(option) if holds)
    description = [type_of(option.type), plain(default), flags, more_of(option)]
    while len(description) > 1 and description[-1] in (None, "", {}):
        description.pop()
    return description


def flags_of(option):
    return (
        ("m", getattr(option, "multi", False)),
        ("s", option.secret),
        ("r", option.required),
        ("u", getattr(option, "mutable", False)),
        ("a", getattr(option, "advanced", False)),
        ("x", option.deprecated_for_removal),
    )


def more_of(option):
    more = {"was": old_names(option)}
    if option.deprecated_for_removal:
        more["since"] = one_line(getattr(option, "deprecated_since", None))
        more["reason"] = one_line(getattr(option, "deprecated_reason", None))
    return telling(more)


def old_names(option):
    """[group, name] of each former name: no group means the option's own, no name its own."""
    names = {(getattr(old, "group", None), old.name) for old in option.deprecated_opts or []}
    return sorted((list(it) for it in names if any(it)), key=lambda it: (it[0] or "", it[1] or ""))


def one_line(text):
    return re.sub(r"\s+", " ", str(text)).strip() if text else None


def plain(value):
    """A default as JSON has it."""
    if isinstance(value, tuple):
        value = list(value)
    try:
        json.dumps(value, allow_nan=False)
    except (TypeError, ValueError):
        return str(value)
    return value


def telling(parameters):
    return {key: it for key, it in parameters.items() if it is not None and it is not False and it not in ("", [])}


def type_of(kind):
    """The name of a type, or an object with its name and parameters."""
    key = type(kind) if isinstance(kind, types.ConfigType) else kind
    module, name = key.__module__, key.__qualname__
    describer = of_oslo.get(name) if module == "oslo_config.types" else of_others.get(f"{module}.{name}")
    if not describer:
        raise TypeError(f"scripts/options/describe.py has no description of the type {module}.{name}")
    described, parameters = describer(kind)
    parameters = telling(parameters)
    return {"type": described, **parameters} if parameters else described


def string(kind):
    return "string", {
        "choices": kind.choices and list(kind.choices),
        "regex": kind.regex and kind.regex.pattern,
        "ignoreCase": kind.ignore_case or bool(kind.regex and kind.regex.flags & re.IGNORECASE),
        "maxLength": kind.max_length or None,
        "quotes": kind.quotes,
    }


def number(name, **usual):
    """Bounds count only where a number is not one of some choices."""

    def numeric(kind):
        bounds = {} if kind.choices else {"min": kind.min, "max": kind.max}
        bounds = {key: exact(it) for key, it in bounds.items() if it != usual.get(key)}
        return name, {"choices": kind.choices and list(kind.choices), **bounds}

    return numeric


def exact(bound):
    """A whole number that JSON readers would round is written as a text."""
    return str(bound) if isinstance(bound, int) and abs(bound) > 2**53 else bound


def address(name):
    checkers = {"_check_both_versions": None, "_check_ipv4": 4, "_check_ipv6": 6}

    def versioned(kind):
        checker = getattr(kind, "ip_address", kind).version_checker
        return name, {"version": checkers[checker.__name__]}

    return versioned


def items(name, key):
    def container(kind):
        inner = type_of(getattr(kind, f"{key}_type"))
        separator = getattr(kind, "key_value_separator", ":")
        return name, {
            f"{key}s": None if inner == "string" else inner,
            "bounds": kind.bounds,
            "separator": None if separator == ":" else separator,
            "minLength": getattr(kind, "min_length", 0) or None,
        }

    return container


of_oslo = {
    "String": string,
    "MultiString": string,
    "Boolean": lambda kind: ("boolean", {}),
    "Integer": number("integer"),
    "Float": number("float"),
    "Port": number("port", min=types.Port.PORT_MIN, max=types.Port.PORT_MAX),
    "List": items("list", "item"),
    "Dict": items("dict", "value"),
    "Range": lambda kind: ("range", {"min": kind.min, "max": kind.max}),
    "IPAddress": address("ip"),
    "Hostname": lambda kind: ("hostname", {}),
    "HostAddress": address("host"),
    "HostDomain": address("domain"),
    "URI": lambda kind: ("uri", {"schemes": kind.schemes and list(kind.schemes), "maxLength": kind.max_length}),
}


def capability(kind):
    from oslo_privsep import capabilities

    names = sorted(capabilities.CAPS_BYNAME)
    return "either", {"of": [{"type": "string", "choices": names}, {"type": "integer", "filled": True}]}


def unified_limits_resource(kind):
    import os_resource_classes

    names = {f"class:{it}" for it in os_resource_classes.STANDARDS} | kind.resources
    custom = {"type": "string", "regex": r"^class:CUSTOM_[A-Z0-9_]+\Z"}
    return "either", {"of": [{"type": "string", "choices": sorted(names)}, custom]}


def optional_uri(kind):
    _, parameters = of_oslo["URI"](kind)
    return "either", {"of": [{"type": "string", "choices": [""]}, {"type": "uri", **telling(parameters)}]}


def zone_prefix(multiple):
    return lambda kind: ("integer", {"min": kind.min, "max": kind.max, "multipleOf": multiple, "filled": True})


designate = "neutron.conf.services.extdns_designate_driver"
# Types of other packages. What they accept is in the source of each.
of_others = {
    "builtins.str": lambda kind: ("string", {}),
    "builtins.int": lambda kind: ("integer", {"filled": True}),
    "builtins.float": lambda kind: ("float", {"filled": True}),
    "barbican.common.config.OptionalURI": optional_uri,
    "oslo_privsep.priv_context.CapNameOrInt": capability,
    "nova.conf.quota.UnifiedLimitsResource": unified_limits_resource,
    f"{designate}.ZonePrefixIPv4": zone_prefix(8),
    f"{designate}.ZonePrefixIPv6": zone_prefix(4),
}
