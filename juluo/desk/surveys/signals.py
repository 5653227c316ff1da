"""What happens to answers, for who keeps their numbers. Sent within the transaction of the deed."""

from django.dispatch import Signal

# community, survey: str, numbers: Mapping[int, int], from the number until now to the one from now on. Whoever keeps
# both undoes what closing an anonymous survey is for.
answers_renumbered = Signal()
