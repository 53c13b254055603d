"""APIs of the cloud as a service's own user: what jobs share that set a service up."""

import os
import sys

from keystoneauth1 import exceptions, loading
from oslo_config import cfg

ACCOUNT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "service.conf")


def say(text):
    """Tells what was done, at once: a job's log is all that there is to see of it."""
    print(text, flush=True)


class Service:
    """The account that the file service.conf describes."""

    def __init__(self):
        self.conf = cfg.ConfigOpts()
        for register in (
            loading.register_auth_conf_options,
            loading.register_session_conf_options,
            loading.register_adapter_conf_options,
        ):
            register(self.conf, "service")
        self.conf([], default_config_files=[ACCOUNT])
        self.auth = loading.load_auth_from_conf_options(self.conf, "service")
        self.session = loading.load_session_from_conf_options(self.conf, "service", auth=self.auth)

    def api(self, kind, **options):
        """The API of a type of service, such as image, inside the cluster."""
        return loading.load_adapter_from_conf_options(
            self.conf, "service", session=self.session, service_type=kind, **options
        )


def run(main):
    """Runs a job, and says in one line what a service answered when it refused."""
    try:
        main(Service())
    except exceptions.ClientException as error:
        sys.exit(f"a service answered: {error}")
