"""What the site itself adds: the page by which a browser finds out that it is on line."""

from brink.foundation.addresses import pages

pages.register("healthy", "healthy")
