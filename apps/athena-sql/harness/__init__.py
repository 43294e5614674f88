"""What tries the analyses out: small tables, the twin's Athena, Trino, and the definitions once more in Python."""
