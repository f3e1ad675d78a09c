"""Registers: one folder each, found by the settings as instruments are. Nobody imports one."""
