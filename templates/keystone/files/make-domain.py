"""Makes a domain in the database, before keystone starts and looks for the configuration of those that there are."""

import os
import uuid

import keystone.conf
from keystone import exception
from keystone.common import provider_api, sql
from keystone.server import backends

keystone.conf.configure()
sql.initialize()
keystone.conf.CONF([], project="keystone")
keystone.conf.setup_logging()
backends.load_backends()
domains = provider_api.ProviderAPIs.resource_api
name = os.environ["DOMAIN"]
try:
    domains.get_domain_by_name(name)
    print(f"the domain {name} is there")
except exception.DomainNotFound:
    key = uuid.uuid4().hex
    domains.create_domain(key, {"id": key, "name": name, "enabled": True})
    print(f"made the domain {name}")
