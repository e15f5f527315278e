"""api.py ARCHIVE FOLDER: pages of the API that open from files, made of what DocC knows. DocC's own
pages need a server; these look like the book's."""

import html
import json
import re
import shutil
import sys
from pathlib import Path

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
{head}</head>
<body data-root="{root}">
{bar}<main id="text">
<h1>{heading}</h1>
{body}
</main>
<nav id="contents" aria-label="Contents">
<p class="heading">API</p>
<ul>
<li><a href="{root}index.html">The book</a></li>
{parents}
</ul>
</nav>
</body>
</html>
"""


def shared(part, root, title):
    """What every page of the book has too: the head or the bar of pandoc's template."""
    text = Path(__file__).with_name(f"{part}.html").read_text(encoding="utf-8")
    return text.replace("$root$", root).replace("$pagetitle$", html.escape(title))


# DocC's kinds of tokens, and the classes that the style sheet has for them.
TOKENS = {"keyword": "kw", "attribute": "at", "typeIdentifier": "dt", "genericParameter": "dt",
          "identifier": "fu", "number": "dv", "string": "st"}


class Renderer:
    """Pages by the addresses that DocC gives them, `/documentation/gradus/tensor`."""

    def __init__(self, archive):
        files = sorted((archive / "data" / "documentation").rglob("*.json"))
        nodes = [json.loads(file.read_text(encoding="utf-8")) for file in files]
        self.nodes = {node["variants"][0]["paths"][0].lower(): node for node in nodes}
        self.files = {}
        for path in sorted(self.nodes):
            parts = [re.sub(r"\W+", "-", part).strip("-") or "operator" for part in path.split("/")[2:]]
            stem, count = "/".join(parts), 2
            while stem in self.files.values():
                stem, count = f"{'/'.join(parts)}-{count}", count + 1
            self.files[path] = stem

    def page(self, path):
        """A page of HTML, for the file of its address."""
        self.node, self.depth = self.nodes[path], self.files[path].count("/") + 1
        node = self.node
        title = node["metadata"]["title"]
        is_code = node["metadata"].get("role") == "symbol"
        body = [f"<p class=\"lead\">{self.inline(node.get('abstract', []))}</p>"]
        for section in node.get("primaryContentSections", []):
            body.append(self.section(section))
        for section in node.get("relationshipsSections", []):
            links = ", ".join(map(self.reference, section["identifiers"]))
            body.append(f"<p class=\"uses\">{html.escape(section['title'])} {links}</p>")
        for kind in ("topicSections", "defaultImplementationsSections", "seeAlsoSections"):
            for section in node.get(kind, []):
                body.append(self.topics(section))
        parents = [self.reference(parent) for parent in node["hierarchy"].get("paths", [[]])[0]]
        root = "../" * self.depth
        return PAGE.format(
            head=shared("head", root, title), bar=shared("bar", root, title), root=root,
            body="\n".join(body),
            heading=f"<code>{html.escape(title)}</code>" if is_code else html.escape(title),
            parents="\n".join(f"<li>{parent}</li>" for parent in parents))

    def section(self, section):
        """The declarations, the parameters or the text of a page."""
        match section["kind"]:
            case "declarations":
                code = ["".join(map(self.token, each["tokens"])) for each in section["declarations"]]
                return "".join(f"<pre><code>{each}</code></pre>" for each in code)
            case "parameters":
                items = "".join(
                    f"<dt><code>{html.escape(each['name'])}</code></dt><dd>{self.blocks(each['content'])}</dd>"
                    for each in section["parameters"])
                return f"<h2>Parameters</h2><dl>{items}</dl>"
            case "content":
                return self.blocks(section["content"])
        return ""

    def topics(self, section):
        """A list of other pages, each with its first sentence."""
        items = []
        for identifier in section["identifiers"]:
            summary = self.inline(self.node["references"].get(identifier, {}).get("abstract", []))
            items.append(f"<li>{self.reference(identifier)} <span class=\"uses\">{summary}</span></li>")
        return f"<h2>{html.escape(section['title'])}</h2><ul>{''.join(items)}</ul>"

    def token(self, token):
        text = html.escape(token["text"])
        if address := self.address(token.get("identifier")):
            text = f"<a href=\"{address}\">{text}</a>"
        kind = TOKENS.get(token["kind"])
        return f"<span class=\"{kind}\">{text}</span>" if kind else text

    def address(self, identifier):
        """Where a page is, from this one; nothing if there is none."""
        url = self.node["references"].get(identifier, {}).get("url", "")
        stem = self.files.get(url.lower())
        return f"{'../' * (self.depth - 1)}{stem}.html" if stem else None

    def reference(self, identifier):
        known = self.node["references"].get(identifier, {})
        title = html.escape(known.get("title", identifier.rsplit("/")[-1]))
        if known.get("kind") == "symbol" and known.get("role") != "collection":
            title = f"<code>{title}</code>"
        address = self.address(identifier)
        return f"<a href=\"{address}\">{title}</a>" if address else title

    def inline(self, pieces):
        return "".join(map(self.piece, pieces))

    def piece(self, piece):
        inner = lambda: self.inline(piece["inlineContent"])
        match piece["type"]:
            case "text": return html.escape(piece["text"])
            case "codeVoice": return f"<code>{html.escape(piece['code'])}</code>"
            case "emphasis": return f"<em>{inner()}</em>"
            case "strong": return f"<strong>{inner()}</strong>"
            case "reference": return self.reference(piece["identifier"])
        raise SystemExit(f"api.py knows no inline content of the type {piece['type']}.")

    def blocks(self, blocks):
        return "\n".join(map(self.block, blocks))

    def block(self, block):
        items = lambda: "".join(f"<li>{self.blocks(item['content'])}</li>" for item in block["items"])
        match block["type"]:
            case "paragraph": return f"<p>{self.inline(block['inlineContent'])}</p>"
            case "heading":
                level = min(block["level"], 3)
                return f"<h{level} id=\"{block['anchor']}\">{html.escape(block['text'])}</h{level}>"
            case "codeListing":
                return f"<pre><code>{html.escape(chr(10).join(block['code']))}</code></pre>"
            case "unorderedList": return f"<ul>{items()}</ul>"
            case "orderedList": return f"<ol>{items()}</ol>"
            case "aside": return f"<div class=\"note\">{self.blocks(block['content'])}</div>"
            case "table":
                rows = "".join(
                    "<tr>" + "".join(f"<td>{self.blocks(cell)}</td>" for cell in row) + "</tr>"
                    for row in block["rows"])
                return f"<div class=\"wide\"><table>{rows}</table></div>"
        raise SystemExit(f"api.py knows no content of the type {block['type']}.")


def main(archive, folder):
    renderer = Renderer(archive)
    shutil.rmtree(folder, ignore_errors=True)
    for path, stem in renderer.files.items():
        file = folder / f"{stem}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(renderer.page(path), encoding="utf-8")
    print(f"{len(renderer.files)} pages of the API are in {folder}.")


main(Path(sys.argv[1]), Path(sys.argv[2]))
