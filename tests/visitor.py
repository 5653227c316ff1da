"""What the desk's tests ask for by name: a browser in which somebody is signed in."""

from collections.abc import Callable

from django.test import Client

Visitor = Callable[..., Client]
