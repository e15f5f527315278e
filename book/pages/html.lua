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

local function wide(element)
  return pandoc.Div({ element }, { class = "wide" })
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
  { Link = link, Div = div, Header = header, Table = wide, CodeBlock = code },
  { Pandoc = meta },
}
