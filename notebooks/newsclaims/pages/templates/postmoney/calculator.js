// The offer calculator: the same sums as newsclaims/calculator.py.
{
  const form = document.querySelector("form.calculator")

  const vesting = (amounts, timing) => {
    const whole = amounts.reduce((a, b) => a + b)
    return amounts.flatMap((amount, year) => [1, 2, 3, 4].map(quarter => ({
      share: amount / whole / 4,
      time: timing == "yearly" || (timing == "cliff" && !year) ? year + 1 : timing == "at once" && !year ? 0 : year + quarter / 4,
    })))
  }

  const compute = offer => {
    const there = time => (offer.retention / 100) ** (time / 2)
    const sum = (parts, rise, discount) =>
      parts.reduce((all, { share, time }) => all + share * ((100 + rise) / (100 + discount)) ** time * there(time), 0)
    const parts = vesting(offer.amounts, offer.timing), years = offer.amounts.length
    const kept = 1 - offer.at_risk * offer.miss / 1e4
    const stayed = offer.face * sum(parts, 0, 0), unrated = offer.face * sum(parts, offer.growth, offer.discount)
    const served = years * sum(vesting(Array(years).fill(1), "quarterly"), 0, offer.discount)
    const year = unrated * kept / served, hour_now = offer.pay_now / offer.hours_now / offer.weeks
    return {
      face: offer.face, stayed, rated: stayed * kept, worth: unrated * kept, year, hour: year / offer.hours / offer.weeks, hour_now,
      even_hours: year / hour_now / offer.weeks, even_miss: 1e4 * (1 - offer.pay_now * served / unrated) / offer.at_risk,
      even_face: offer.face * offer.pay_now / year,
    }
  }

  // three digits, in the words of the ledger
  const write = (value, unit) => {
    const [size, name] = [[1e12, " trillion"], [1e9, " billion"], [1e6, " million"]].find(([size]) => value >= size) ?? [1, ""]
    const number = (value / size).toLocaleString("en-US", { maximumSignificantDigits: 3 }) + name
    return unit == "USD" ? "$" + number : unit == "percent" ? number + "%" : number + " hours"
  }
  const word = (name, value, unit) =>
    name == "even_miss" && !(value >= 0 && value <= 100) ? value > 0 ? "none: the offer stays ahead" : "none: the offer is behind from the start"
      : name == "even_hours" && value > 168 ? "more than the 168 of a week" : isFinite(value) ? write(value, unit) : "none"

  // the offer as typed in, or the field that stops it with what to do
  const read = () => {
    const offer = {}
    for (const field of form.querySelectorAll("input, select")) {
      const text = field.value.trim(), value = field.valueAsNumber
      field.removeAttribute("aria-invalid")
      if (field.type == "number") {
        if (!field.checkValidity()) return { field, wrong: `give a number from ${field.min} to ${field.max}` }
        offer[field.name] = value
      } else if (field.name == "amounts") {
        const parts = text.split(/[\s,;/]+/)
        offer.amounts = parts.map(Number)
        if (!parts.every(part => /^\d+(\.\d+)?$/.test(part)) || parts.length > form.dataset.mostYears || !offer.amounts.some(amount => amount))
          return { field, wrong: `give up to ${form.dataset.mostYears} numbers, not all zero, as in 25 25 25 25` }
      } else offer[field.name] = text
    }
    return { offer }
  }

  const show = () => {
    const say = text => { form.querySelector("[role=status]").textContent = text }
    const { offer, field, wrong } = read()
    if (wrong) {
      field.setAttribute("aria-invalid", "true")
      return say(`${field.labels[0].textContent}: ${wrong}.`)
    }
    const found = compute(offer), most = Math.max(found.face, found.stayed, found.rated, found.worth)
    for (const data of form.querySelectorAll("data")) {
      const name = data.dataset.answer, value = found[name]
      data.value = value
      data.textContent = word(name, value, data.dataset.unit)
      if (data.nextElementSibling) data.nextElementSibling.style.inlineSize = `${100 * value / most}%`
    }
    say(`Worth ${write(found.worth, "USD")} today, ${write(100 * found.worth / found.face, "percent")} of the face value; ` +
      `an hour pays ${write(found.hour, "USD")}, against ${write(found.hour_now, "USD")} now.`)
  }

  if (form) {
    for (const part of form.querySelectorAll(":disabled")) part.disabled = false
    form.addEventListener("change", show)
    form.addEventListener("submit", event => {
      event.preventDefault()
      show()
      form.querySelector("[aria-invalid]")?.focus()
    })
    form.addEventListener("reset", () => setTimeout(show))
    show()
  }
}
