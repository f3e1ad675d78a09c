"""What the kit of instruments adds elsewhere."""

from brink.foundation.addresses import pages

pages.register("paper", "participation:paper")
pages.register("paper desk", "participation:sheets")
