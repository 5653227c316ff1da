"""From desk to ledger: an act waits here from the transaction that made its record until the ledger has it.

The act's name is the same whenever it is made (`juluo.intake.acts.act_name`), so the ledger takes it once, however
often it is handed over; and it leaves here only once the ledger has it. Between the two, any process may be killed.
"""
