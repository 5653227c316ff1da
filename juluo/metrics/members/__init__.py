"""Who belongs: members, joins, leaves."""
