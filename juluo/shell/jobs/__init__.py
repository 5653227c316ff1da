"""Work in the background that survives `kill -9` of any process: a table of leases in the records' own database.

No queue of the field serves both SQLite and PostgreSQL and brings a killed job back (docs/why/jobs.md has the
measurements), so this is ours. A worker takes a job for fifteen seconds and says every five that it still has it. Who
is silent longer has lost it: another worker takes it with the next attempt number, and the old one's next step, which
names the old number in its own transaction, is refused. What a step writes stands together with the note that it was
done, so it is done exactly once. What it does outside the database may be done again, and must bear that.
"""
