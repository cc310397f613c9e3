"""Changes words of revisions as whoever has the database's file may: past the newsroom, and past what refuses it."""

import sqlite3
import sys

file, before, after = sys.argv[1:]
with sqlite3.connect(file, timeout=60) as database:
    database.execute("DROP TRIGGER IF EXISTS revisions_keep")
    database.execute(
        "UPDATE revisions SET content = replace(content, ?, ?) WHERE instr(content, ?)", (before, after, before)
    )
