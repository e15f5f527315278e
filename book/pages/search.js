// Search without a server: the index is a script of its own, loaded when it is first needed, since a
// page opened from a file may load scripts but fetch nothing. Sections that hold every word of the
// query are listed, those first that have them in their titles.
"use strict"

const searchLimit = 30
let searchIndex = null

function loadIndex() {
  searchIndex ??= new Promise((resolve, reject) => {
    const script = document.createElement("script")
    script.src = `${document.body.dataset.root}index.js`
    script.onload = () => resolve(globalThis.gradusIndex.map(([href, page, title, text]) =>
      ({ href, page, title, text, folded: fold(text), name: fold(`${title} ${page}`) })))
    script.onerror = reject
    document.head.append(script)
  })
  return searchIndex
}

const fold = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase()

function search(sections, query) {
  const words = fold(query).split(/\s+/).filter(Boolean)
  if (!words.length) return []
  const score = section => {
    let total = 0
    for (const word of words) {
      const inName = section.name.includes(word)
      const count = section.folded.split(word).length - 1
      if (!inName && !count) return 0
      total += (inName ? 20 : 0) + Math.min(count, 8)
    }
    return total
  }
  return sections.map(section => ({ section, score: score(section), words }))
    .filter(found => found.score > 0).sort((a, b) => b.score - a.score).slice(0, searchLimit)
}

/** A stretch of text around the first of the words, with all of them marked. */
function excerpt({ section, words }) {
  const at = Math.max(0, Math.min(...words.map(word => {
    const place = section.folded.indexOf(word)
    return place < 0 ? Infinity : place
  })) - 50)
  const start = Number.isFinite(at) ? at : 0
  const cut = section.text.slice(start, start + 170)
  const pattern = new RegExp(`(${words.map(w => w.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|")})`, "giu")
  const parts = cut.split(pattern).map((part, k) => k % 2 ? element("mark", {}, part) : part)
  return element("small", {}, start ? "… " : "", ...parts, " …")
}

function openSearch() {
  const input = element("input", { type: "search", placeholder: "Search the book" })
  input.setAttribute("aria-label", "Search the book")
  const list = element("ol")
  const status = element("p", { className: "lead" })
  status.setAttribute("role", "status")
  const dialog = element("dialog", {}, input, status, list)
  dialog.setAttribute("aria-label", "Search")
  input.addEventListener("input", async () => {
    const found = search(await loadIndex(), input.value)
    status.textContent = input.value.trim() && !found.length ? "Nothing found." : ""
    list.replaceChildren(...found.map(result => element("li", {},
      element("a", { href: document.body.dataset.root + result.section.href },
        `${result.section.title} · ${result.section.page}`, excerpt(result)))))
  })
  input.addEventListener("keydown", event => {
    if (event.key === "Enter") list.querySelector("a")?.click()
    if (event.key === "Escape") dialog.close()
  })
  dialog.addEventListener("click", event => {
    if (event.target === dialog || event.target.closest("a")) dialog.close()
  })
  dialog.addEventListener("close", () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
  loadIndex()
}

document.querySelector("button.search").addEventListener("click", openSearch)
addEventListener("keydown", event => {
  if (event.key === "/" && !event.target.closest("input, textarea, dialog")) {
    event.preventDefault()
    openSearch()
  }
})
