"""Threads: what hangs together in a community's talk, how that is known, and how surely."""

from juluo.insights.threads.finding import linked, threads
from juluo.insights.threads.thread import SURE, Thread

__all__ = ["SURE", "Thread", "linked", "threads"]
