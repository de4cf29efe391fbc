// Comforts only: without this script everything can be read and reached.
const make = (tag, own) => Object.assign(document.createElement(tag), own)

// the contents list is folded where it would fill the screen, and says where you are
if (innerWidth < 1024) document.querySelector(".contents details").open = false
const entries = new Map([...document.querySelectorAll(".contents li a")].map(a => [document.getElementById(decodeURIComponent(a.hash.slice(1))), a]))
const mark = () => {
  let here
  for (const [heading, a] of entries) {
    a.removeAttribute("aria-current")
    if (heading && heading.getBoundingClientRect().top < innerHeight / 3) here = a
  }
  here?.setAttribute("aria-current", "true")
}
addEventListener("scroll", mark, { passive: true })
mark()

// one button unfolds all code
const cells = [...document.querySelectorAll("details.code")]
if (cells.length) {
  const all = make("button", { type: "button", textContent: "Unfold all code" })
  all.onclick = () => {
    const open = cells.some(cell => !cell.open)
    for (const cell of cells) cell.open = open
    all.textContent = open ? "Fold all code" : "Unfold all code"
  }
  document.querySelector(".tools").append(all)
}

// a button copies a cell; where the browser keeps the clipboard to itself, the cell is selected instead
for (const cell of cells) {
  const pre = cell.querySelector("pre"), name = cell.querySelector("summary").textContent
  const copy = make("button", { type: "button", className: "copy", textContent: "Copy", ariaLabel: "Copy " + name.toLowerCase() })
  const say = word => { copy.textContent = word; setTimeout(() => { copy.textContent = "Copy" }, 2000) }
  copy.onclick = () => Promise.resolve(navigator.clipboard?.writeText(pre.textContent) ?? Promise.reject())
    .then(() => say("Copied"), () => { getSelection().selectAllChildren(pre); say("Selected") })
  pre.before(copy)
}

// what a table or list is called: its caption, or the heading above it
const nameOf = list => {
  const above = each => each.compareDocumentPosition(list) & Node.DOCUMENT_POSITION_FOLLOWING
  const heading = [...document.querySelectorAll("h2")].filter(above).at(-1)?.firstChild
  return (list.caption ?? heading)?.textContent.trim() ?? document.title
}

// a field above a long table or list leaves the rows that hold all the words typed into it
for (const list of document.querySelectorAll("main table:not(form *), .text > ul")) {
  const rows = [...(list.tBodies?.[0].rows ?? list.children)]
  if (rows.length < 15) continue
  const name = nameOf(list)
  const field = make("input", { type: "search", ariaLabel: "Rows with these words: " + name })
  const label = make("label", { textContent: "Rows with " }), count = make("output", {})
  const line = make("p", { className: "filter" })
  field.oninput = () => {
    const words = field.value.toLowerCase().split(/\s+/)
    for (const row of rows) row.hidden = !words.every(word => row.textContent.toLowerCase().includes(word))
    count.textContent = field.value && ` ${rows.filter(row => !row.hidden).length} of ${rows.length}`
  }
  addEventListener("hashchange", () => {
    const row = document.querySelector(":target")?.closest("tr, li")
    if (!row?.hidden || !rows.includes(row)) return
    field.value = ""  // a link leads to a row that the words leave out
    field.oninput()
    row.scrollIntoView({ block: "center" })
  })
  label.append(field)
  line.append(label, count);
  (list.closest(".wide") ?? list).before(line)
}

// the head of a long table sorts it, the other way at a second click, and at a third as it was; a cell may say its place
for (const table of document.querySelectorAll("main table:not(form *)")) {
  const body = table.tBodies[0], heads = table.tHead?.rows[0]?.cells ?? []
  if (!body || body.rows.length < 15) continue
  const given = [...body.rows]
  for (const [place, head] of [...heads].entries()) {
    if (!head.textContent.trim()) continue
    const sort = make("button", { type: "button", className: "sort", title: "Sort" })
    sort.append(...head.childNodes)
    head.append(sort)
    sort.onclick = () => {
      const order = { ascending: "descending", descending: null }[head.ariaSort] ?? (head.ariaSort ? null : "ascending")
      for (const other of heads) other.ariaSort = null
      head.ariaSort = order
      if (!order) return body.append(...given)
      const key = row => row.cells[place].dataset.place ?? row.cells[place].textContent.trim(), sign = order == "ascending" ? 1 : -1
      const compare = (one, other) => sign * key(one).localeCompare(key(other), "en", { numeric: true })
      body.append(...[...body.rows].sort(compare))
    }
  }
}

// a table can be saved as it is shown, a row a line
for (const table of document.querySelectorAll("main table")) {
  const box = table.closest(".wide") ?? table, step = table.closest(".step")
  let line = step?.querySelectorAll("table").length == 1 && step.querySelector(".take")
  if (!line) box.after(line = make("p", { className: "take" }))
  const name = nameOf(table)
  const save = make("button", { type: "button", textContent: "Save table", ariaLabel: "Save as CSV: " + name })
  save.onclick = () => {
    const cell = each => `"${each.innerText.trim().replaceAll('"', '""')}"`
    const rows = [...table.rows].filter(row => !row.hidden).map(row => [...row.cells].map(cell).join(","))
    const file = URL.createObjectURL(new Blob(["\ufeff" + rows.join("\r\n") + "\r\n"], { type: "text/csv" }))
    make("a", { href: file, download: name.replace(/[^\p{L}\p{N}]+/gu, "-").slice(0, 60) + ".csv" }).click()
    setTimeout(() => URL.revokeObjectURL(file), 10000)
  }
  line.append(save)
}

// a figure that has to be scrolled can be reached by key
for (const figure of document.querySelectorAll(".drawing")) if (figure.scrollWidth > figure.clientWidth) figure.tabIndex = 0

// what was added above moved the place that the address names
document.querySelector(":target")?.scrollIntoView()
