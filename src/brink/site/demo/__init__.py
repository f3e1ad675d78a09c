"""The Drenthe demo: invented people, real places, every state of a process."""

from brink.site.demo.build import build

__all__ = ["build"]
