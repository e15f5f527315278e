// What a page does with a script and can do without: themes, anchors, copying, figures that open
// large, and notes that show a term's definition or the run behind a number. A figure's own script,
// if there is one, runs after this and finds its module in `gradus.modules`.
"use strict"

const gradus = { modules: globalThis.gradusModules ??= {} }

function element(name, properties = {}, ...children) {
  const made = Object.assign(document.createElement(name), properties)
  made.append(...children)
  return made
}

// MARK: Theme

document.querySelector("button.theme").addEventListener("click", () => {
  const root = document.documentElement
  const isDark = root.dataset.theme
    ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches
  localStorage.theme = root.dataset.theme = isDark ? "light" : "dark"
})

// MARK: Anchors and copying

for (const heading of document.querySelectorAll("main :is(h2, h3)[id]")) {
  const anchor = element("a", { className: "anchor", href: `#${heading.id}`, textContent: "¶" })
  anchor.setAttribute("aria-label", `Link to “${heading.textContent}”`)
  heading.append(anchor)
}

for (const code of document.querySelectorAll("main pre")) {
  if (code.scrollWidth > code.clientWidth) code.tabIndex = 0
  const holder = code.closest("div.sourceCode") ?? code
  const box = element("div", { className: "code" })
  holder.replaceWith(box)
  const button = element("button", { type: "button", className: "copy", textContent: "Copy" })
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent)
    button.textContent = "Copied"
    setTimeout(() => { button.textContent = "Copy" }, 1500)
  })
  box.append(holder, button)
}

// MARK: Figures

for (const link of document.querySelectorAll("a.enlarge")) {
  link.addEventListener("click", event => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return
    event.preventDefault()
    const image = link.querySelector("img").cloneNode()
    const dialog = element("dialog", { className: "large" }, image)
    dialog.setAttribute("aria-label", "The figure, enlarged")
    dialog.addEventListener("click", () => dialog.close())
    dialog.addEventListener("close", () => dialog.remove())
    document.body.append(dialog)
    dialog.showModal()
  })
}

// MARK: Notes

let note = null

function hideNote() {
  note?.remove()
  note = null
}

function showNote(link, text) {
  hideNote()
  note = element("div", { className: "popover", id: "note" }, ...text)
  note.setAttribute("role", "tooltip")
  document.body.append(note)
  const place = link.getBoundingClientRect()
  const left = Math.min(place.left, document.documentElement.clientWidth - note.offsetWidth - 12)
  note.style.left = `${Math.max(12, left) + scrollX}px`
  note.style.top = `${place.bottom + 6 + scrollY}px`
  link.setAttribute("aria-describedby", "note")
}

function textOf(id) {
  const source = document.getElementById(id)
  return source && [...source.cloneNode(true).childNodes]
}

for (const link of document.querySelectorAll("a.term, a.number, a.run")) {
  const fragment = decodeURIComponent(link.hash.slice(1))
  const isTerm = link.classList.contains("term")
  const find = () => textOf(isTerm ? `definition-${fragment}` : fragment)
  if (!find()) continue
  for (const kind of ["pointerenter", "focus"]) {
    link.addEventListener(kind, () => showNote(link, find()))
  }
  for (const kind of ["pointerleave", "blur"]) link.addEventListener(kind, hideNote)
}
addEventListener("keydown", event => { if (event.key === "Escape") hideNote() })
