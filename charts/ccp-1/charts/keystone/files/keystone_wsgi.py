"""Keystone, without a warning at every token."""

import logging

from keystone.wsgi.api import application  # noqa: F401

# That the folder of keys is open to all. It is a volume, whose mode is Kubernetes' choice; the keys in it are not open.
logging.getLogger("keystone.common.fernet_utils").setLevel(logging.ERROR)
