"""The settings of this environment: those of settings.json, and what that cannot say."""

import json
import os
import sys

COMPRESS_OFFLINE = True
STATIC_ROOT = "/var/lib/horizon/static"

with open("/run/secrets/horizon/secret-key", encoding="utf-8") as _file:
    SECRET_KEY = _file.read().strip()

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(process)d %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    # At their debug level these tell passwords and tokens.
    "loggers": {name: {"level": "INFO"} for name in ("keystoneauth", "keystoneclient", "django.db.backends")},
}

if os.environ.get("HORIZON_VOLUME_BACKUP"):
    OPENSTACK_CINDER_FEATURES = {"enable_backup": True}


def _apply(chosen):
    # The module that is importing this one; it holds the dashboard's own values.
    own = vars(sys.modules["openstack_dashboard.settings"])
    for name, value in chosen.items():
        if isinstance(value, dict):
            value = {**(globals().get(name) or own.get(name) or {}), **value}
        globals()[name] = value


with open("/etc/horizon/settings.json", encoding="utf-8") as _file:
    for _part in json.load(_file):
        _apply(_part)
