// Stay or go: the same sums as newsclaims/analysis/offer.py, the same words as newsclaims/pages/calculator.py.
{
  const form = document.querySelector("form.calculator")
  const { messages, scales, piece, between } = form ? JSON.parse(form.dataset.config) : {}
  const { abs, ceil, max } = Math, { entries, keys, values } = Object, find = what => form.querySelector(what)
  const add = numbers => numbers.reduce((all, each) => all + each, 0)
  const total = column => add(values(column))
  const powers = (year, months) => {
    const month = year ** (1 / 12), all = [1]
    for (let i = 0; i < months; i++) all.push(all[i] * month)
    return all
  }

  // which part of a grant vests at the end of each month
  const vesting = (amounts, timing, months) => {
    const whole = add(amounts), shares = Array(max(months, 12 * amounts.length) + 1).fill(0)
    const step = { "cliff, monthly": 1, monthly: 1, yearly: 12 }[timing] ?? 3
    for (let month = 1; month <= 12 * amounts.length; month++) {
      const paid = month <= 12 && timing.startsWith("cliff") ? 12 : month <= 12 && timing == "at once" ? 0 : ceil(month / step) * step
      shares[paid] += amounts[ceil(month / 12) - 1] / whole / 12
    }
    return shares.slice(0, months + 1)
  }

  const parts = (job, both, before, shares) => {
    const months = 12 * both.years, dollars = job.fixed == "dollars"
    const [there, today, rise] = [1 - job.leaving / 100, 100 / (100 + both.discount), 1 + job.growth / 100].map(year => powers(year, months))
    const kept = 1 - job.miss * job.lost / 1e4, stock = kept * (1 - job.haircut / 100)
    const quarters = 4 * job.unvested_years
    let served = 0, years = 0, back = 0, fresh = 0, held = 0, left = 0, away = 0
    for (let month = 0; month <= months; month++) {
      held += there[month] * (dollars ? today : rise)[month] * shares[month]
      if (!month) continue
      const paid = there[month] * today[month]
      served += paid / 12
      away += (1 - there[month]) * today[month] / 12
      if (month % 12 == 0) years += paid
      if (month <= job.clawback) back += (there[month - 1] - there[month]) * today[month] * (1 - (month - 1) / job.clawback)
      if (month % 3) continue
      if (month <= 3 * quarters) left += there[month] * rise[month] / quarters
      for (let granted = 12; granted < month; granted += 12)
        if (month <= granted + 48) fresh += there[month] * (dollars ? today[month] : today[granted] * rise[month - granted]) / 16
    }
    const found = {
      base: job.base * served, bonus: job.bonus * kept * years, sign_on: job.sign_on * (1 - back), grant: job.stock * stock * held,
      refreshers: job.refreshers * stock * fresh, unvested: job.unvested * stock * left, elsewhere: both.elsewhere * away,
    }
    found.tax = -job.tax / 100 * total(found)
    return { ...found, hours: (before - job.hours) * both.weeks * both.hour_value * served }
  }

  // `inputs`: column to field to value; `more`: fields of Go on top of Stay's
  const model = (inputs, more) => {
    const shares = [inputs.stay, inputs.go].map(job => vesting(job.vests, job.timing, 12 * inputs.both.years))
    const columns = ({ stay, go, both }) => {
      const whole = { ...go }
      for (const name of more) whole[name] += stay[name]
      return [stay, whole].map((job, one) => parts(job, both, stay.hours, shares[one]))
    }
    const gap = changed => {
      const all = { ...inputs }
      for (const key in changed) {
        const [column, name] = key.split(".")
        all[column] = { ...all[column], [name]: changed[key] }
      }
      const [stay, go] = columns(all).map(total)
      return go - stay
    }
    return { given: columns(inputs), gap }
  }

  // the points of a lattice fill the box of all ranges
  const drawn = (gap, ranges) => {
    const found = Array.from({ length: 1021 }, (_, i) => {
      let step = 1
      const point = {}
      for (const key in ranges) {
        point[key] = ranges[key][0] + (ranges[key][1] - ranges[key][0]) * ((i * step % 1021 + 0.5) / 1021)
        step = step * 814 % 1021
      }
      return gap(point)
    }).sort((a, b) => a - b)
    return [found[51], found[969]]
  }

  const root = (gap, key, here, low, high, now, scale) => {
    const noise = 1e-9 * scale, at = value => gap({ [key]: value }) - noise
    if (/growth|leaving|discount/.test(key)) {
      const points = Array.from({ length: 33 }, (_, i) => low + (high - low) * i / 32), gaps = points.map(at)
      let best = -1, least = Infinity
      for (let i = 0; i < 32; i++) {
        const away = abs((points[i] + points[i + 1]) / 2 - here)
        if (gaps[i] > 0 != gaps[i + 1] > 0 && away < least) [best, least] = [i, away]
      }
      if (best < 0) return NaN
      let [one, other] = points.slice(best), [near, far] = gaps.slice(best)
      for (let i = 0; i < 12 && near; i++) {
        const value = one - near * (one - other) / (near - far), found = at(value)
        if (found > 0 == near > 0) far /= 2
        else [other, far] = [one, near]
        ;[one, near] = [value, found]
      }
      return one
    }
    let step = Math.min(high - low, max(abs(here), scale, 1))
    if (here + step > high) step = -step
    const slope = (gap({ [key]: here + step }) - now) / step, found = here - now / slope
    return abs(slope * step) > noise && found >= low && found <= high ? found : NaN
  }

  const compute = (inputs, ranges, domains, more) => {
    const { given, gap } = model(inputs, more), [stay, go] = given.map(column => ({ ...column, total: total(column) }))
    const difference = go.total - stay.total, scale = abs(stay.total) + abs(go.total)
    const level = abs(difference) < max(1, 1e-9 * scale), flips = {}, swings = {}
    for (const [key, [low, high]] of entries(domains)) {
      const [column, name] = key.split(".")
      flips[key] = level ? NaN : root(gap, key, inputs[column][name], low, high, difference, scale)
    }
    for (const [key, ends] of entries(ranges)) swings[key] = ends.map(end => gap({ [key]: end }))
    const unpriced = inputs.both.hour_value ? 0 : inputs.go.hours - inputs.stay.hours
    return { stay, go, difference, range: keys(ranges).length ? drawn(gap, ranges) : null, swings, flips, unpriced, more }
  }

  // three digits, in the words of the ledger
  const number = value => {
    const [size, name] = [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"]].find(([size]) => value >= size) ?? [1, ""]
    return (value / size).toLocaleString("en-US", { maximumSignificantDigits: 3 }) + name
  }
  const dollars = value => abs(value) < 1 ? "$0" : (value < 0 ? "−$" : "$") + number(abs(value))
  const isMore = ({ name, value, dataset }) => name.startsWith("go") && dataset.kind == "money" && /^\s*\+/.test(value)
  const told = (key, { [key]: value }) => {
    const { kind } = form.elements[key].dataset
    return kind == "money" ? (isMore(form.elements[key]) ? "+" : "") + dollars(value) : (value < 0 ? "−" : "") + number(abs(value)) + (kind == "percent" ? "%" : "")
  }
  const ahead = value => abs(value) < 1 ? "level" : `${value > 0 ? "going" : "staying"} ahead by ${dollars(abs(value))}`
  const sentences = ({ difference, range, swings, flips, unpriced }, [widest]) => {
    const many = keys(swings).length, size = Math.round(10 * abs(unpriced)) / 10, price = flips["both.hour_value"], [better, worse] = difference > 0 ? ["Going", "staying"] : ["Staying", "going"]
    return [
      abs(difference) < 1 ? "The two are worth the same today." : `${better} is worth ${dollars(abs(difference))} more today than ${worse}.`,
      ...size ? [`Going takes ${size} hour${size == 1 ? "" : "s"} ${unpriced > 0 ? "more" : "fewer"} a week, not counted here.${isNaN(price) ? "" : ` At ${price < 1 ? "less than $1" : dollars(price)} an hour that would ${unpriced > 0 ? "use up the gain" : "make up for the loss"}.`}`] : [],
      !range ? "No input is a range: type one, such as 10%-30%, to see what the doubt does."
        : `When ${many == 1 ? "the doubtful input is drawn" : `the ${many} doubtful inputs are drawn together`}, nine draws of ten lie between ${ahead(range[0])} and ${ahead(range[1])}.`,
      ...range ? [`It moves most with “${form.elements[widest].ariaLabel}”, ${isNaN(flips[widest]) ? "no value of which flips it" : `and flips where that is ${told(widest, flips)}`}.`] : [],
    ]
  }

  // what is typed into a field: its ends, its parts or a choice, or what is wrong
  const read = field => {
    const text = field.value.trim(), { kind, low, high, limits } = field.dataset, more = isMore(field)
    const not = what => ({ wrong: `'${text}' is ${what}` }), no = not(messages[more ? "more" : kind])
    if (field.tagName == "SELECT") return { value: text }
    if (kind == "parts") {
      const pieces = text.split(/[\s,;/]+/), value = pieces.map(parseFloat), whole = add(value)
      return pieces.every(one => /^\d+(\.\d+)?%?$/.test(one)) && pieces.length <= 10 && whole > 0 && whole <= high ? { value } : no
    }
    const plain = text.slice(+more).toLowerCase().replaceAll("−", "-").replace(/\s+to\s+|[–—~至]/g, "~")
    if (/\d\s+\d/.test(plain) || /\$|usd/.test(plain) && kind != "money") return no
    const found = plain.replace(/\s|us\$|usd|\$/g, "").split(RegExp(`~|${between}`)).map(text => text.match(`^${piece}$`))
    if (found.length > 2 || !found.every(one => one && !(one[4] && kind != "percent") && !(one[3] && kind != "money"))) return no
    const [a, b = a] = found.map(([, sign, digits, scale]) => (sign ? -1 : 1) * digits.replaceAll(",", "") * scales[scale ?? found.at(-1)[3] ?? ""])
    if (a > b) return not(messages.falls)
    if (kind == "whole" && (a < b || a % 1) || kind == "quarters" && (a < b || a * 4 % 1)) return no
    if (a < low || b > high) return not(limits)
    return { value: a < b ? (a + b) / 2 : a, range: a < b ? [a, b] : null }
  }

  const element = (tag, text, more) => Object.assign(document.createElement(tag), { textContent: text }, more)
  const show = () => {
    const inputs = { stay: {}, go: { unvested: 0, unvested_years: 1 }, both: {} }, ranges = {}, domains = {}, more = [], wrong = []
    form.querySelectorAll(".wrong").forEach(line => line.remove())
    for (const field of form.querySelectorAll("[data-kind]")) {
      const got = read(field), [column, name] = field.name.split(".")
      field.removeAttribute("aria-invalid")
      field.removeAttribute("aria-describedby")
      inputs[column][name] = got.value
      if (got.range) ranges[field.name] = got.range
      if (isMore(field)) more.push(name)
      if (got.range || "flips" in field.dataset) domains[field.name] = [+field.dataset.low, +field.dataset.high]
      if (!got.wrong) continue
      const line = element("small", `${got.wrong}.`, { className: "wrong", id: `wrong-${field.name}` })
      field.setAttribute("aria-invalid", "true")
      field.setAttribute("aria-describedby", line.id)
      field.parentElement.append(line)
      wrong.push(field)
    }
    const found = wrong.length ? null : compute(inputs, ranges, domains, more)
    find(".tables").hidden = !found
    const { swings = {}, flips = {} } = found ?? {}, wide = key => swings[key] ? abs(swings[key][1] - swings[key][0]) : 0, none = key => isNaN(flips[key])
    const order = [...keys(swings).sort((a, b) => wide(b) - wide(a)), ...keys(flips).filter(key => !swings[key])]
    const said = found ? sentences(found, order) : [`No answer yet, for what cannot be used: ${wrong.map(field => field.ariaLabel).join("; ")}.`]
    find("[role=status]").replaceChildren(...said.map((text, i) => element("p", text, { className: i ? "" : "first" })))
    form.found = found
    if (!found) return
    for (const row of form.querySelectorAll("[data-part]")) {
      const { part } = row.dataset, stay = found.stay[part], go = found.go[part]
      row.hidden = part != "total" && max(abs(stay), abs(go)) < 1
      ;[stay, go, go - stay].forEach((value, j) => { row.cells[j + 1].textContent = dollars(value) })
    }
    find(".moves tbody").replaceChildren(...order.filter(key => !none(key) || wide(key) >= 1).map(key => {
      const field = form.elements[key], row = element("tr", "")
      row.append(element("th", field.ariaLabel, { scope: "row" }), ...[
        field.value.trim(), none(key) ? "no value does" : told(key, flips), ...swings[key]?.map(dollars) ?? ["", ""],
      ].map(text => element("td", text)))
      return row
    }))
  }

  if (form) {
    for (const part of form.querySelectorAll(":disabled")) part.disabled = false
    form.addEventListener("input", show)
    form.addEventListener("submit", event => event.preventDefault())
    form.addEventListener("reset", () => setTimeout(show))
    form.addEventListener("click", ({ target: { dataset } }) => {
      if (!dataset.values) return
      form.reset()
      for (const [key, value] of entries(JSON.parse(dataset.values))) form.elements[key].value = value
      find(".note").textContent = dataset.note
      show()
    })
    show()
  }
}
