"""The records of question sessions. Votes are counted from their rows, never kept as a number."""

from typing import ClassVar

from django.db import models


class QaSession(models.Model):
    """One session. `event` is the slug of the event that it belongs to, "" if it stands alone."""

    community = models.CharField(max_length=64)
    slug = models.CharField(max_length=48)
    title = models.CharField(max_length=120)
    answerers = models.CharField(max_length=200, blank=True, default="")
    about = models.CharField(max_length=1000, blank=True, default="")
    event = models.CharField(max_length=48, blank=True, default="")
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    nameless = models.BooleanField(default=True)
    moderated = models.BooleanField(default=True)
    most = models.IntegerField(default=5)
    ended_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["community", "slug"], name="qa_one_slug")]

    def __str__(self) -> str:
        return f"{self.community} {self.slug}"


class AskedQuestion(models.Model):
    """One question. `key` is by which phone it came: `g` and the guest, `n` for nobody any more.

    Who asked is `person`, where that is known.

    `words` and `name` are the member's own and go with them; `flags` are the watch-words that were found in it.
    `letters` and `telling` are what others are compared with (`juluo.text.alike.Told`), made of `words`: whoever
    changes or takes those empties them, and the next comparison makes them anew.
    """

    session = models.ForeignKey(QaSession, on_delete=models.CASCADE, related_name="questions")
    key = models.CharField(max_length=40)
    guest = models.BigIntegerField(null=True)
    person = models.IntegerField(null=True)
    name = models.CharField(max_length=40, blank=True, default="")
    words = models.CharField(max_length=300, blank=True, default="")
    letters = models.TextField(blank=True, default="")
    telling = models.TextField(blank=True, default="")
    flags = models.CharField(max_length=200, blank=True, default="")
    first = models.BooleanField(default=False)
    state = models.CharField(max_length=8)
    into = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="merged")
    stage = models.CharField(max_length=8, default="open")
    answer = models.CharField(max_length=4000, blank=True, default="")
    answer_entry = models.BigIntegerField(null=True)
    answer_day = models.DateField(null=True)
    answered_by = models.CharField(max_length=64, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["session"], condition=models.Q(stage="now"), name="qa_one_question_at_a_time"
            )
        ]
        indexes: ClassVar = [models.Index(fields=["session", "key"], name="qa_by_asker")]

    def __str__(self) -> str:
        return f"{self.session_id} {self.pk}"


class QuestionVote(models.Model):
    """That somebody wants a question answered, too: once a phone, and counted once a person."""

    question = models.ForeignKey(AskedQuestion, on_delete=models.CASCADE, related_name="votes")
    key = models.CharField(max_length=40)
    guest = models.BigIntegerField(null=True)
    person = models.IntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["question", "key"], name="qa_one_vote_a_person")]

    def __str__(self) -> str:
        return f"{self.question_id} {self.key}"
