"""Juluo 聚落: the workbench that reads a community's messages and hands over its daily report."""

__version__ = "0.1.0"
