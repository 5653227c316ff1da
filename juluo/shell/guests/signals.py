"""What happens to guests, for the apps that keep something of theirs. Sent within the transaction of the deed.

    follow("draws", tied=follow_tied, untied=follow_untied, left=follow_left)

An app follows in its `AppConfig.ready`, by functions that take `guest` and, if they like, `scene`, and leave the rest
to `**_`. Whatever a follower raises undoes the deed.
"""

from collections.abc import Callable

from django.dispatch import Signal

# guest: GuestFacts, with their account: rows of theirs are that person's from now on, and two rows of one are one.
guest_tied = Signal()
# guest: GuestFacts as they were, with the account that wasn't theirs after all.
guest_untied = Signal()
# guest: GuestFacts as they were: what they left becomes nobody's; counts stay, names and words go.
guest_left = Signal()
# guest: GuestFacts, purpose: Purpose: from now on nothing is done for it; what was done so far is undone where it can.
guest_took_back = Signal()

Follower = Callable[..., None]


def follow(app: str, *, tied: Follower, untied: Follower, left: Follower, took_back: Follower | None = None) -> None:
    """What an app keeps of guests follows them."""
    followers = {guest_tied: tied, guest_untied: untied, guest_left: left, guest_took_back: took_back}
    for signal, follower in followers.items():
        if follower is not None:
            signal.connect(follower, dispatch_uid=app)
