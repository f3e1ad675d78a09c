"""Pictures made from data: a frozen record goes in, SVG comes out.

Screen readers pass each drawing by, because its text twin (a template fed with the same record) says the same with the
same figures. Geometry only: no Django models, no I/O, no clock, and the same drawing for the same data.
"""
