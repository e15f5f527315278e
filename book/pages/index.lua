-- A writer: the sections of a page as entries of the search index, one a line,
-- `["08-lenet5.html#the-photographs","8. LeNet-5","The photographs","CIFAR-10 has …"],`

local function text_of(block)
  local text = block:walk {
    Math = function() return pandoc.Str("") end,
    RawInline = function() return {} end,
  }
  return pandoc.utils.stringify(text):gsub("%s+", " ")
end

function Writer(document)
  local stem = PANDOC_STATE.input_files[1]:match("([^/]+)%.md$")
  local page, entry, lines = nil, nil, {}
  local function finish()
    if entry then lines[#lines + 1] = pandoc.json.encode(entry) .. ",\n" end
  end
  local function add(blocks)
    for _, block in ipairs(blocks) do
      if block.t == "Header" then
        finish()
        local title = pandoc.utils.stringify(block)
        page = page or title
        local at = block.level > 1 and "#" .. block.identifier or ""
        entry = { stem .. ".html" .. at, page, title, "" }
      elseif block.t == "Div" and not block.classes:includes("table") then
        if not (block.classes:includes("runs") or block.classes:includes("definitions")) then
          add(block.content)
        end
      elseif entry and block.t ~= "CodeBlock" and block.t ~= "RawBlock" then
        entry[4] = entry[4] .. (entry[4] == "" and "" or " ") .. text_of(block)
      end
    end
  end
  add(document.blocks)
  finish()
  return table.concat(lines)
end
