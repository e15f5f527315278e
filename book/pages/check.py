"""check.py FOLDER: whether the pages are well-formed, every link and anchor leads somewhere, every
picture has a description, nothing is fetched from another host, and all text has its contrast."""

import re
import sys
import urllib.parse
from pathlib import Path

import html5lib

# An element of SVG or MathML within HTML is judged by its own rules, not by html5lib.
TOLERATED = {"unexpected-cdata-token"}
LEAST_CONTRAST = 4.5
ON_PAPER = ["ink", "quiet", "link", "mark"]
ON_CODE = ["ink", "keyword", "type", "string", "comment", "literal", "function"]


def tags(tree):
    """The elements with their names, without the namespace."""
    for element in tree.iter():
        if isinstance(element.tag, str):
            yield element.tag.rsplit("}")[-1], element


def read(page):
    """A page's addresses and ids, and what is wrong with it alone."""
    parser = html5lib.HTMLParser()
    tree = parser.parse(page.read_text(encoding="utf-8"))
    faults = [f"line {line}: {code} {data}" for (line, _), code, data in parser.errors
              if code not in TOLERATED]
    ids, links = [], []
    for name, element in tags(tree):
        if "id" in element.attrib:
            ids.append(element.attrib["id"])
        if name == "img" and not element.attrib.get("alt", "").strip():
            faults.append(f"the picture {element.attrib.get('src')} has no description")
        if name == "figure" and element.attrib.get("class") == "picture" and not any(
                child == "a" for child, _ in tags(element)):
            faults.append(f"the figure {element.attrib.get('id')} does not open large")
        for key in ("href", "src"):
            if key in element.attrib:
                links.append(element.attrib[key])
                if name != "a" and re.match(r"(\w+:)?//", element.attrib[key]):
                    faults.append(f"{element.attrib[key]} would be fetched from another host")
        if name in ("a", "button") and "aria-hidden" not in element.attrib and not (
                "".join(element.itertext()).strip() or element.attrib.get("aria-label")
                or any(child == "img" for child, _ in tags(element))):
            faults.append(f"a {name} has no name: {element.attrib}")
    faults += [f"the id {name} is there twice" for name in {i for i in ids if ids.count(i) > 1}]
    return set(ids), links, faults


def dead(page, links, pages, folder):
    """The links of a page that lead nowhere."""
    for link in links:
        parts = urllib.parse.urlsplit(link)
        if parts.scheme or parts.netloc:
            continue
        target = (page.parent / urllib.parse.unquote(parts.path)).resolve() if parts.path else page
        if not target.is_file():
            yield f"{link} is dead: there is no such file"
        elif not target.is_relative_to(folder):
            yield f"{link} leaves the folder of the pages"
        elif parts.fragment and target in pages:
            if urllib.parse.unquote(parts.fragment) not in pages[target][0]:
                yield f"{link} is dead: there is no such anchor"


def luminance(colour):
    """The relative luminance of #rrggbb (WCAG 2.2)."""
    parts = [int(colour[k:k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast_faults(style):
    """The pairs of text and ground, of each theme, that are too near to each other."""
    themes = [dict(re.findall(r"--(\w+): (#[0-9a-f]{6})", block))
              for block in re.findall(r"\{([^{}]*--paper:[^{}]*)\}", style)]
    if len(themes) < 3 or themes[1] != themes[2]:
        yield "the dark theme that is asked for and the one that is chosen differ"
    for theme in themes:
        for ground, names in (("paper", ON_PAPER), ("code", ON_CODE)):
            for name in names:
                light, dark = sorted((luminance(theme[name]), luminance(theme[ground])))[::-1]
                ratio = (light + 0.05) / (dark + 0.05)
                if ratio < LEAST_CONTRAST:
                    yield f"--{name} on --{ground} ({theme[name]}): contrast {ratio:.2f}"


def main(folder):
    pages = {page: read(page) for page in sorted(folder.rglob("*.html"))}
    findings = [("page.css", fault)
                for fault in contrast_faults((folder / "page.css").read_text(encoding="utf-8"))]
    for page, (_, links, faults) in pages.items():
        name = page.relative_to(folder)
        findings += [(name, fault) for fault in faults + list(dead(page, links, pages, folder))]
    for name, fault in findings:
        print(f"{name}: {fault}")
    if findings or not pages:
        sys.exit(f"{len(findings)} faults in {len(pages)} pages")
    count = sum(len(links) for _, links, _ in pages.values())
    print(f"{len(pages)} pages, {count} links: well-formed, described and legible.")


main(Path(sys.argv[1]).resolve())
