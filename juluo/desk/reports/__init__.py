"""日报 as a record: what operators wrote in a report's places, and the versions they signed.

A signed version keeps numbers, codes and ids; names and members' words stay in the ledger and are looked up. So it
never changes, and whoever is erased from the ledger stands in no report either.
"""
