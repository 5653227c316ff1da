"""What words tell, offline."""
