-- What only the pages of HTML have: links to other pages and to sources, figures that open large or
-- have a script, equations with their number beside them, and the title with its own.

local pages = PANDOC_STATE.input_files[1]:match("^(.*/)pages/") .. "pages/"

local function exists(path)
  local file = io.open(path)
  return file and file:close()
end

--- Where a link of the source leads among the pages; nil if there is no such page.
local function address(target)
  if target:match("^%a[%w+.-]*:") or target:match("^#") then return target end
  local path, fragment = target:match("^([^#]*)(.*)$")
  if path == "SUMMARY.md" then return "index.html" end
  if path:match("%.txt$") then fragment = "" end  -- lines of plain text have no anchors
  if path:match("^[^/]+%.md$") then return path:gsub("%.md$", ".html") .. fragment end
  if path:match("^%.%./Figures/") then return path:gsub("^%.%./Figures/", "figures/") end
  local source = path:gsub("^%.%./", "source/")
  if exists(pages .. source .. ".md") then return source .. ".html" .. fragment end
end

local function link(element)
  if element.classes:includes("enlarge") then return end
  local target = address(element.target)
  if not target then return element.content end
  element.target = target
  return element
end

local scripts = pandoc.List {}

local function figure(element)
  if element.classes:includes("listing") then return end
  element = element:walk {
    Image = function(image)
      image.src = address(image.src) or image.src
      return pandoc.Link({ image }, image.src, "", { class = "enlarge" })
    end,
  }
  local attributes = element.attributes
  if attributes.script then
    if attributes.module then scripts:insert(attributes.module:gsub("^Figures/", "figures/") .. ".js") end
    scripts:insert((attributes.script:gsub("^Figures/", "figures/")))
    attributes.live = attributes.script:gsub("^Figures/", ""):gsub("%.js$", "")
  end
  attributes.script, attributes.module, attributes.run = nil, nil, nil
  return element
end

local function div(element)
  if element.classes:includes("runs") then
    element.attributes.role = "note"
    return element
  end
  if element.classes:includes("definitions") then
    element.attributes.hidden = ""
    return element
  end
end

local function header(element)
  local number = element.attributes.number
  if not number then return end
  element.attributes.number = nil
  element.content:insert(1, pandoc.Span(number, { class = "chapter" }))
  element.content:insert(2, pandoc.Space())
  return element
end

--- A table that may scroll, in which cells with more than a few words keep the room to be read.
local function wide(element)
  for _, body in ipairs(element.bodies) do
    for _, row in ipairs(body.body) do
      for _, cell in ipairs(row.cells) do
        if #pandoc.utils.stringify(cell.contents) > 24 then cell.classes:insert("sentence") end
      end
    end
  end
  return pandoc.Div({ element }, { class = "wide" })
end

--- A browser may break a line between an equation and the comma after it, and breaks none within the
--- equation.
local function lines(inlines)
  local result = pandoc.Inlines {}
  for _, element in ipairs(inlines) do
    local before = result[#result]
    local closes = element.t == "Str" and (element.text:match("^%p") or element.text:match("^’"))
    if element.t == "Math" and element.mathtype == "InlineMath" and #element.text > 44 then
      element = pandoc.Span({ element }, { class = "long" })
    end
    if before and before.t == "Math" and closes then
      result[#result] = pandoc.Span({ before, element }, { class = "unbroken" })
    else
      result:insert(element)
    end
  end
  return result
end

--- pandoc's own line numbers are links without a name; the style sheet counts lines.
local function code(element)
  if element.identifier == "L" then
    element.classes = element.classes:filter(function(class) return class ~= "numberLines" end)
    return element
  end
end

local function meta(document)
  if #scripts > 0 then document.meta.scripts = scripts end
  return document
end

return {
  { Figure = figure },
  { Link = link, Div = div, Header = header, Table = wide, CodeBlock = code, Inlines = lines },
  { Pandoc = meta },
}
