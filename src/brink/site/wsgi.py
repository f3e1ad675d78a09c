"""WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from brink.site.behind_tls import hold_back_without_proxy
from brink.site.own_files import keep_private

keep_private()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "brink.site.settings")
hold_back_without_proxy()
application = get_wsgi_application()
