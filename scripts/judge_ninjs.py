"""Validates every ninjs document in a folder by IPTC's schemas 3.0 and 3.1; a list counts as its items."""

import json
import pathlib
import sys

from jsonschema import FormatChecker
from jsonschema.validators import validator_for
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

schemas, written = map(pathlib.Path, sys.argv[1:])
# Points on a map are no concern of ours: any object stands for one.
geo = Resource.from_contents({"type": "object"}, default_specification=DRAFT202012)
registry = Registry().with_resource("https://geojson.org/schema/GeoJSON.json", geo)
documents = []
for path in sorted(written.glob("ninjs-*.txt")):
    value = json.loads(path.read_text())
    documents += value["items"] if "items" in value else [value]
faults = 0
for version in ("3.0", "3.1"):
    schema = json.loads((schemas / f"ninjs-schema_{version}.json").read_text())
    validator = validator_for(schema)(schema, registry=registry, format_checker=FormatChecker())
    for document in documents:
        for error in validator.iter_errors(document):
            faults += 1
            print(version, document["uri"], error.json_path, error.message[:200])
print(f"ninjs: {len(documents)} documents")
sys.exit(faults > 0)
