"""Article extraction beside the best open extractors, in one run, by a public benchmark's own measure.

Usage: peers.py BENCHMARK MARBRE
BENCHMARK is one of two folders:
- a checkout of scrapinghub/article-extraction-benchmark (html/*.html.gz, ground-truth.json, evaluate.py): each extractor
  writes output/NAME.json there, as that benchmark wants it; then its evaluate.py prints the figures;
- a folder with trafilatura's evaluation set: evaldata.json, and the pages anywhere below it (the folder `tests` of
  adbar/trafilatura, or a part of it): passages that belong to the article and passages that do not are counted by its
  definition, found or not found once white space is made even.
"""

import gzip
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import time

TEXTS = ("paragraph", "subheading")


def body(item):
    """The words of the article as the benchmarks count them: no captions, no headline."""
    words = [item.get("standfirst", "")]
    for block in item.get("blocks", []):
        kind = block["type"]
        if kind in TEXTS:
            words.append(block["text"])
        elif kind == "quote":
            words.append(block["words"]["text"])
        elif kind == "list":
            words += [entry["text"] for entry in block["items"]]
        elif kind == "table":
            words += [" ".join(cell["text"] for cell in row) for row in block["rows"]]
        elif kind == "fact-box":
            words += [block["title"], *(text["text"] for text in block["paragraphs"])]
    return "\n".join(word for word in words if word)


def marbre(binary):
    def extract(html):
        with tempfile.NamedTemporaryFile(suffix=".html") as page:
            page.write(html)
            page.flush()
            done = subprocess.run([binary, "parse", "--read-as", "page", page.name], capture_output=True, check=False)
        line = done.stdout.split(b"\n")[0]
        return body(json.loads(line)) if line else ""

    return extract


def trafilatura():
    import trafilatura as library

    return lambda html: library.extract(html, include_comments=False, include_tables=True) or ""


def readability():
    import lxml.html
    import readability as library

    return lambda html: lxml.html.fromstring(library.Document(html.decode("utf-8", "replace")).summary()).text_content()


def answers(extract, pages):
    """What an extractor makes of each page; one it falls over on is one it finds nothing in."""
    found = {}
    for key, html in pages.items():
        try:
            found[key] = extract(html)
        except Exception:
            found[key] = ""
    return found


def by_ground_truth(benchmark, extractors):
    pages = {page.name.removesuffix(".html.gz"): gzip.decompress(page.read_bytes()) for page in sorted((benchmark / "html").glob("*.html.gz"))}
    (benchmark / "output").mkdir(exist_ok=True)
    for name, extract in extractors.items():
        texts = timed(name, extract, pages)
        output = {key: {"articleBody": text} for key, text in texts.items()}
        (benchmark / "output" / f"{name}.json").write_text(json.dumps(output, ensure_ascii=False, indent=1))
    subprocess.run([sys.executable, "evaluate.py"], cwd=benchmark, check=True)


def by_passages(benchmark, extractors):
    files = {path.name: path for path in benchmark.rglob("*.htm*")}
    wanted = json.loads((benchmark / "evaldata.json").read_text())
    wanted = {url: page for url, page in wanted.items() if page["file"] in files}
    pages = {url: files[page["file"]].read_bytes() for url, page in wanted.items()}
    for name, extract in extractors.items():
        texts = timed(name, extract, pages)
        found = missed = wrong = kept_out = 0
        for url, page in wanted.items():
            text = even(texts[url])
            hits = sum(even(passage) in text for passage in page["with"])
            found, missed = found + hits, missed + len(page["with"]) - hits
            hits = sum(even(passage) in text for passage in page["without"])
            wrong, kept_out = wrong + hits, kept_out + len(page["without"]) - hits
        precision, recall = found / (found + wrong), found / (found + missed)
        accuracy = (found + kept_out) / (found + missed + wrong + kept_out)
        f1 = 2 * found / (2 * found + wrong + missed)
        print(f"{name:20} precision {precision:.3f}  recall {recall:.3f}  accuracy {accuracy:.3f}  F1 {f1:.3f}")


def even(text):
    return re.sub(r"\s+", " ", text).strip()


def timed(name, extract, pages):
    start = time.monotonic()
    texts = answers(extract, pages)
    print(f"{name}: {len(texts)} pages in {time.monotonic() - start:.1f} s", file=sys.stderr)
    return texts


def main():
    benchmark, binary = pathlib.Path(sys.argv[1]), sys.argv[2]
    extractors = {"marbre": marbre(binary), "trafilatura": trafilatura(), "readability-lxml": readability()}
    if (benchmark / "ground-truth.json").exists():
        by_ground_truth(benchmark, extractors)
    else:
        by_passages(benchmark, extractors)


if __name__ == "__main__":
    main()
