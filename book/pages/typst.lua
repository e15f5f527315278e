-- What pandoc's writer for typst leaves out: the alternative texts of images and equations, which
-- PDF/UA asks for, and the numbers of equations.

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

return { { Image = image, Math = math, Span = place }, { Div = equation } }
