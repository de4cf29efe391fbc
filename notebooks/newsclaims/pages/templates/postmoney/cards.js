// Evidence cards where the browser does not show them by itself: by tap, by a mark of a figure, without interestfor
if (HTMLElement.prototype.showPopover) {
  const cards = ".cards > div"
  const cardOf = link => document.getElementById(link.getAttribute("interestfor"))
  let source, shown, timer, touch, tapped
  const hide = card => card?.matches(":popover-open") && card.hidePopover()
  const show = link => {
    const card = cardOf(link)
    clearTimeout(timer)
    if (card != shown) hide(shown)
    source = link
    shown = card
    if (!card.matches(":popover-open")) card.showPopover(link instanceof HTMLElement ? { source: link } : {})
  }

  // a mark of a figure is no box that CSS could place a card beside
  addEventListener("beforetoggle", event => {
    const card = event.target, link = event.source ?? source
    if (event.newState != "open" || !card.matches(cards)) return
    card.removeAttribute("style")
    if (CSS.supports("position-area: block-end") && !link.closest("svg")) return
    const { left, top, bottom } = link.getBoundingClientRect()
    card.style = `position-area: none; inset: auto; left: max(1rem, min(${left}px, 100vw - 28.5rem)); ` +
      (bottom < innerHeight / 2 ? `top: ${bottom}px` : `bottom: ${innerHeight - top}px`)
  }, true)

  // a first tap shows the card, a second follows the link
  addEventListener("pointerdown", event => { touch = event.pointerType == "touch" }, true)
  addEventListener("click", event => {
    const link = event.target.closest("a[interestfor]")
    if (event.target.closest(cards)) return
    if (link && touch && event.detail && link != tapped) {
      event.preventDefault()
      show(link)
    } else hide(link ? cardOf(link) : shown)
    tapped = link
  })

  if (!("interestForElement" in HTMLAnchorElement.prototype)) {
    const later = (wait, act) => {
      clearTimeout(timer)
      timer = setTimeout(act, wait)
    }
    const attend = ({ target }) => {
      const link = target.closest("a[interestfor]")
      if (link) later(200, () => show(link))
      else if (target.closest(cards)) clearTimeout(timer)
      else later(300, () => hide(shown))
    }
    addEventListener("pointerover", event => event.pointerType == "touch" || attend(event))
    addEventListener("focusin", event => event.target.matches(":focus-visible") && attend(event))
    addEventListener("keydown", event => event.key == "Escape" && hide(shown))
    for (const link of document.querySelectorAll("a[interestfor]"))
      link.setAttribute("aria-describedby", link.getAttribute("interestfor"))
  }
}
