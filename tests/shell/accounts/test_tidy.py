from datetime import UTC, datetime, timedelta

import pytest
from django.contrib.sessions.models import Session

from juluo.shell.accounts.actions.invitations import invite_first_owner
from juluo.shell.accounts.actions.refusals import RefusedError
from juluo.shell.accounts.actions.sign_in import check_password_of
from juluo.shell.accounts.jobs import tidy
from juluo.shell.accounts.models import Invitation, Knock
from juluo.shell.accounts.scene import Scene
from juluo.shell.jobs.actions import enqueue
from juluo.shell.jobs.hands import execute
from juluo.shell.jobs.lease import Pace, claim
from juluo.shell.jobs.run import Run


def left_by(scene: Scene) -> None:
    """A link, a failure and a session, as of that moment."""
    invite_first_owner(scene)
    with pytest.raises(RefusedError):
        check_password_of("nobody", "wrong", scene)
    Session.objects.create(session_key=scene.address, session_data="", expire_date=scene.now + timedelta(hours=1))


def forgotten() -> tuple[int, int, int]:
    enqueue(tidy)
    delivery = claim({tidy.name}, "here", Pace())
    assert delivery is not None
    execute(tidy, Run(delivery, 15))
    return Invitation.objects.count(), Knock.objects.count(), Session.objects.count()


@pytest.mark.usefixtures("records")
def test_what_opens_nothing_any_more_is_forgotten() -> None:
    now = datetime.now(UTC)
    left_by(Scene(now - timedelta(days=2), "192.0.2.1"))
    assert forgotten() == (0, 0, 0)
    left_by(Scene(now, "192.0.2.2"))
    assert forgotten() == (1, 2, 1), "the failure counts for the name and for the address"
