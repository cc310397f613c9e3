"""Article extraction beside the best open extractors, in one run, judged by a public benchmark's own scorer.

Usage: peers.py BENCHMARK MARBRE
BENCHMARK is a checkout of scrapinghub/article-extraction-benchmark: html/*.html.gz, ground-truth.json, evaluate.py.
Each extractor writes output/NAME.json there, as that benchmark wants it; then its evaluate.py prints the figures.
"""

import gzip
import json
import pathlib
import subprocess
import sys
import tempfile
import time

TEXTS = ("paragraph", "subheading")


def body(item):
    """The words of the article as the benchmark counts them: no captions, no headline."""
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

    return lambda html: library.extract(html, include_comments=False) or ""


def readability():
    import lxml.html
    import readability as library

    return lambda html: lxml.html.fromstring(library.Document(html.decode("utf-8", "replace")).summary()).text_content()


def main():
    benchmark, binary = pathlib.Path(sys.argv[1]), sys.argv[2]
    extractors = {"marbre": marbre(binary), "trafilatura": trafilatura(), "readability-lxml": readability()}
    pages = {page.name.removesuffix(".html.gz"): gzip.decompress(page.read_bytes()) for page in sorted((benchmark / "html").glob("*.html.gz"))}
    for name, extract in extractors.items():
        start = time.monotonic()
        answers = {key: {"articleBody": extract(html)} for key, html in pages.items()}
        print(f"{name}: {len(answers)} pages in {time.monotonic() - start:.1f} s", file=sys.stderr)
        (benchmark / "output").mkdir(exist_ok=True)
        (benchmark / "output" / f"{name}.json").write_text(json.dumps(answers, ensure_ascii=False, indent=1))
    subprocess.run([sys.executable, "evaluate.py"], cwd=benchmark, check=True)


if __name__ == "__main__":
    main()
