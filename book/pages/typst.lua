-- What pandoc's writer for typst leaves out: the alternative texts of images and equations, which
-- PDF/UA asks for, the numbers of equations, columns that fit, and pages in lists.

local function quoted(text)
  return '"' .. text:gsub("\\", "\\\\"):gsub('"', '\\"'):gsub("%s+", " ") .. '"'
end

local function image(element)
  local source = element.src:gsub("^%.%./Figures", "/Figures")
  if not source:match("^/") then source = "/book/" .. source end
  local alt = quoted(pandoc.utils.stringify(element.caption))
  return pandoc.RawInline("typst", "#image(" .. quoted(source) .. ", alt: " .. alt .. ")")
end

local function math(element)
  local block = element.mathtype == "DisplayMath" and "true" or "false"
  local inner = pandoc.write(pandoc.Pandoc({ pandoc.Plain { element } }), "typst")
    :match("^%s*%$%s*(.-)%s*%$%s*$")
  if not inner then return end
  return pandoc.RawInline("typst", "#math.equation(alt: " .. quoted(element.text) .. ", block: "
    .. block .. ", $" .. inner .. "$);")
end

local function equation(div)
  if not div.classes:includes("equation") then return end
  local blocks = pandoc.Blocks { pandoc.RawBlock("typst", '#numbered("' .. div.attributes.number .. '")[') }
  blocks:extend(div.content)
  blocks:insert(pandoc.RawBlock("typst", "]"))
  return blocks
end

--- A place that links lead to has to be something.
local function place(span)
  if #span.content == 0 and span.identifier ~= "" then
    return pandoc.RawInline("typst", "#metadata(none) <" .. span.identifier .. ">")
  end
end

--- Columns as wide as what they hold, instead of as the dashes below their titles.
local function columns(element)
  element.colspecs = element.colspecs:map(function(column) return { column[1], nil } end)
  return element
end

--- On paper the lists of figures and exercises say on which page each is.
local function with_pages(document)
  local scope = ""
  for _, block in ipairs(document.blocks) do
    if block.t == "Header" then scope = block.identifier:match("^(.-)__") or scope end
    if block.t == "BulletList" and scope:match("^list%-of%-") then
      for _, item in ipairs(block.content) do
        local line = item[1].content
        local place = line[1].target:match("^#(.*)$")
        line:insert(pandoc.RawInline("typst", "#page-of(<" .. place .. ">)"))
      end
    end
  end
  return document
end

return { { Image = image, Math = math, Span = place, Table = columns }, { Div = equation }, { Pandoc = with_pages } }
