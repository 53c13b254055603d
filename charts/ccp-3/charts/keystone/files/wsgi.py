from keystone.server import wsgi

application = wsgi.initialize_public_application()
