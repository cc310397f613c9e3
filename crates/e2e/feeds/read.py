"""Reads feeds as feed readers do: feedparser, then newsboat. Usage: read.py FOLDER URL...

Prints one JSON object: what feedparser makes of each feed and what an unchanged feed answers the second time; and
the titles that newsboat keeps of all of them together, in its database in FOLDER.
"""

import json
import os
import sqlite3
import subprocess
import sys

import feedparser


def parsed(url):
    first = feedparser.parse(url)
    again = feedparser.parse(url, etag=first.get("etag"), modified=first.get("modified"))
    return {
        "well_formed": not first.bozo,
        "version": first.version,
        "again": again.status,
        "entries": [
            {"id": entry.id, "title": entry.title, "link": entry.link, "dated": "published_parsed" in entry}
            for entry in first.entries
        ],
    }


def kept(folder, urls):
    """What newsboat has in its database after it has read the feeds together."""
    names = {name: os.path.join(folder, name) for name in ("urls", "cache.db", "config")}
    with open(names["urls"], "w") as lines:
        lines.write("\n".join(urls) + "\n")
    open(names["config"], "w").close()
    command = ["newsboat", "-q", "-u", names["urls"], "-c", names["cache.db"], "-C", names["config"], "-x", "reload"]
    subprocess.run(command, check=True, env={**os.environ, "HOME": folder}, stdout=subprocess.DEVNULL)
    rows = sqlite3.connect(names["cache.db"]).execute("select title from rss_item order by id").fetchall()
    return [title for (title,) in rows]


def main(folder, *urls):
    print(json.dumps({"feeds": [parsed(url) for url in urls], "kept": kept(folder, urls)}))


main(*sys.argv[1:])
