"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from brink.site.own_files import keep_private

keep_private()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.site.settings")
application = get_wsgi_application()
