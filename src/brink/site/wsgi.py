"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

# As the commands do: what the site writes is for the user that runs it.
os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.site.settings")
application = get_wsgi_application()
