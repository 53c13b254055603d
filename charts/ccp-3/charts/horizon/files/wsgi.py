from openstack_dashboard.wsgi import application  # noqa: F401
