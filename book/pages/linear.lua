-- What is read from front to back, EPUB and PDF, has no pages for sources and no notes that open:
-- links to sources become text, and the definitions that pages of HTML keep for their terms go.

--- The titles' ids by the names that pages have before their ids, `08-lenet5md`.
local titles = {}

--- The level of the heading before, below which the next may go one level: PDF/UA skips none.
local depth = 0

local function title(header)
  local scope = header.identifier:match("^(.-md)__")
  if scope and header.level == 1 then titles[scope] = header.identifier end
  header.level = math.min(header.level, depth + 1)
  depth = header.level
  return header
end

local function link(element)
  local page = element.target:match("^#(.*)$")
  if page and titles[page] then
    element.target = "#" .. titles[page]
    return element
  end
  if element.target:match("^%a[%w+.-]*:") or element.target:match("^#") then return end
  return element.content
end

local function div(element)
  if element.classes:includes("definitions") then return {} end
end

local function header(element)
  local number = element.attributes.number
  if not number then return end
  element.attributes.number = nil
  element.content:insert(1, pandoc.Str(number .. "."))
  element.content:insert(2, pandoc.Space())
  return element
end

local function figure(element)
  for _, key in ipairs { "run", "script", "module" } do element.attributes[key] = nil end
  if not FORMAT:match("epub") then return element end
  -- pandoc lets every id of an EPUB begin with a letter, but not those of figures.
  local id = element.identifier
  element.identifier = ""
  return pandoc.Div({ element }, { id = id })
end

return { { Header = title }, { Link = link, Div = div, Header = header, Figure = figure } }
