"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from brink.site.behind_tls import hold_back_without_proxy

# As the commands do: what the site writes is for the user that runs it.
os.umask(0o077)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.site.settings")
hold_back_without_proxy()
application = get_wsgi_application()
