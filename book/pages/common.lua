-- What HTML, EPUB and PDF have in common. Comments go; an image and the paragraph in emphasis below
-- it become a figure; figures, tables and listings get a caption that begins with their number, and
-- displayed equations a number of their own.

local function is_comment(element)
  return element.format == "html" and element.text:match("^%s*<!%-%-")
end

local function drop_comment(element)
  if is_comment(element) then return {} end
end

--- "Figure 8.3" in bold, or "Figure" on a page without a number.
local function label(kind, attributes)
  local number = attributes.number
  attributes.number = nil
  return pandoc.Strong(pandoc.Inlines(number and kind .. "\u{a0}" .. number or kind))
end

local function only_image(block)
  if block and block.t == "Para" and #block.content == 1 and block.content[1].t == "Image" then
    return block.content[1]
  end
end

local function only_emphasis(block)
  if block and block.t == "Para" and #block.content == 1 and block.content[1].t == "Emph" then
    return block.content[1]
  end
end

local function figure(image, emphasis)
  local caption = pandoc.Inlines { label("Figure", image.attributes) }
  if emphasis then
    caption:insert(pandoc.Space())
    caption:extend(emphasis.content)
  end
  local kept = {}
  for _, key in ipairs { "run", "script", "module" } do
    kept[key], image.attributes[key] = image.attributes[key], nil
  end
  local attr = pandoc.Attr(image.identifier, { "picture" }, kept)
  image.identifier = ""
  return pandoc.Figure({ pandoc.Plain { image } }, { long = { pandoc.Plain(caption) } }, attr)
end

local function figures(blocks)
  local result = pandoc.Blocks {}
  local place = 1
  while place <= #blocks do
    local image = only_image(blocks[place])
    if image then
      local emphasis = only_emphasis(blocks[place + 1])
      result:insert(figure(image, emphasis))
      place = place + (emphasis and 2 or 1)
    else
      result:insert(blocks[place])
      place = place + 1
    end
  end
  return result
end

--- A link to the run that printed or computed what has this id. Pages that are read together have
--- their names before their ids, `08-lenet5.md__run-08`.
local function made_by(run, id)
  local scope = id:match("^.-md__") or ""
  local text = run:match("^%d") and "lesson " .. run or run
  return pandoc.Link(pandoc.Inlines(text), "#" .. scope .. "run-" .. run, "", { class = "run" })
end

--- A listing: where it is from, and the code.
local function listing(block)
  if not block.classes:includes("listing") then return end
  local attributes = block.attributes
  local source, run = attributes.source, attributes.run
  local caption = pandoc.Inlines { label("Listing", attributes), pandoc.Space() }
  if source then
    local first = (attributes.lines or "1"):match("^%d+")
    caption:insert(pandoc.Link({ pandoc.Code(source) }, "../" .. source .. "#L-" .. first))
  else
    caption:extend(pandoc.Inlines("printed by "))
    caption:insert(made_by(run, block.identifier))
  end
  local attr = pandoc.Attr(block.identifier, { "listing" })
  local code = pandoc.CodeBlock(block.text, pandoc.Attr("", { block.classes[1] }))
  return pandoc.Figure({ code }, { long = { pandoc.Plain(caption) } }, attr)
end

local function table_block(div)
  if not div.classes:includes("table") then return end
  local run = div.attributes.run
  return div:walk {
    Table = function(element)
      local caption = pandoc.Inlines { label("Table", div.attributes), pandoc.Space() }
      caption:extend(pandoc.Inlines("computed by "))
      caption:insert(made_by(run, div.identifier))
      element.caption = { long = { pandoc.Plain(caption) } }
      return element
    end,
  }
end

--- The notes on runs get a title wherever they are read.
local function titled_runs(div)
  if not div.classes:includes("runs") or FORMAT:match("%.lua$") then return end
  local block = FORMAT:match("html") and pandoc.Plain or pandoc.Para
  div.content:insert(1, block(pandoc.Strong("Where the numbers come from")))
  return div
end

local function links(link)
  if link.target:match("terms%.md#") or link.target:match("^#terms%.md__") then
    link.classes:insert("term")
    return link
  end
end

--- A displayed equation with its number beside it, which typst sets by itself and a search index
--- does without.
local function equation(para, number)
  if not (FORMAT:match("html") or FORMAT:match("epub")) then
    return pandoc.Div({ para }, pandoc.Attr("", { "equation" }, { number = number }))
  end
  local beside = pandoc.Plain(pandoc.Span("(" .. number .. ")", { class = "number" }))
  return pandoc.Div({ para, beside }, pandoc.Attr("equation-" .. number:gsub("%.", "-"), { "equation" }))
end

local functions = pandoc.List { "log", "exp", "sin", "cos", "tanh" }

--- MathML sets `log a` without the space that TeX leaves after the name of a function.
local function spaced(math)
  if not (FORMAT:match("html") or FORMAT:match("epub")) then return end
  math.text = math.text:gsub("\\(%a+)%s+([%w\\]%a*)", function(name, rest)
    if functions:includes(name) and rest ~= "\\left" then return "\\" .. name .. "\\," .. rest end
  end)
  return math
end

--- Numbers the displayed equations of each chapter, parts titles from their numbers, and makes spans
--- of the tags that hold ids, `<a id="adams-1995"></a>`.
local function numbered(document)
  local chapter, count
  local scope = ""
  return document:walk {
    traverse = "topdown",
    RawInline = function(raw)
      local id = raw.text:match('^<a id="([^"]+)">$')
      if id then return pandoc.Span({}, { id = scope .. id }) end
      if raw.text == "</a>" then return {} end
    end,
    Header = function(header)
      scope = header.identifier:match("^.-md__") or scope
      if header.level ~= 1 then return end
      chapter, count = pandoc.utils.stringify(header):match("^(%d+)%."), 0
      if not chapter then return end
      header.content:remove(1)
      if header.content[1].t == "Space" then header.content:remove(1) end
      header.attributes.number = chapter
      return header
    end,
    Para = function(para)
      local math = para.content[1]
      if not chapter or #para.content ~= 1 or math.t ~= "Math" or math.mathtype ~= "DisplayMath" then
        return
      end
      count = count + 1
      return equation(para, chapter .. "." .. count), false
    end,
  }
end

return {
  { RawInline = drop_comment, RawBlock = drop_comment, Math = spaced },
  { Blocks = figures, Link = links },
  { CodeBlock = listing, Div = table_block },
  { Div = titled_runs },
  { Pandoc = numbered },
}
