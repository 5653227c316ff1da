"""What happens to guests, for the apps that keep something of theirs. Sent within the transaction of the deed.

    guest_tied.connect(follow, dispatch_uid="draws.tied")    # follow(guest: GuestFacts, scene: Scene, **_)

An app connects in its `AppConfig.ready`. Whatever a receiver raises undoes the deed.
"""

from django.dispatch import Signal

# guest: GuestFacts, with their account: rows of theirs are that person's from now on, and two rows of one are one.
guest_tied = Signal()
# guest: GuestFacts as they were, with the account that wasn't theirs after all.
guest_untied = Signal()
# guest: GuestFacts as they were: what they left becomes nobody's; counts stay, names and words go.
guest_left = Signal()
# guest: GuestFacts, purpose: Purpose: from now on nothing is done for it; what was done so far is undone where it can.
guest_took_back = Signal()
