/* A citation shows its work on hover and on focus, in a card that Escape closes and that may be
 * pointed at. The text is the link's title; addresses in it become links. */
(function () {
  "use strict";

  const CITATION = "a[href*='references.html#'][title], a[href*='references.html#'][data-work]";
  const ADDRESS = /(https?:\/\/[^\s,]+[^\s,.])|doi:(10\.[^\s,]+[^\s,.])|arXiv:(\d+\.\d+)/g;
  const LINGER = 250; // ms in which a pointer may cross from the link to the card
  if (!HTMLElement.prototype.showPopover) return; // the titles stay

  const card = document.createElement("span");
  card.className = "work-card";
  card.popover = "manual";
  let leaving, closing = false;

  function write(text) {
    card.replaceChildren();
    let end = 0;
    for (const found of text.matchAll(ADDRESS)) {
      const link = document.createElement("a");
      const [, url, doi, arxiv] = found;
      link.href = url ?? (doi ? "https://doi.org/" + doi : "https://arxiv.org/abs/" + arxiv);
      link.textContent = found[0];
      card.append(text.slice(end, found.index), link);
      end = found.index + found[0].length;
    }
    card.append(text.slice(end));
  }

  function show(link) {
    clearTimeout(leaving);
    if (closing) return; // Escape in the card gives the focus back to the link
    if (link.title) {
      // Else the browser's own box would lie over the card.
      link.dataset.work = link.title;
      link.setAttribute("aria-description", link.title);
      link.removeAttribute("title");
    }
    if (card.previousSibling === link && card.matches(":popover-open")) return;
    write(link.dataset.work);
    link.after(card); // so that Tab leads from the link into the card
    card.showPopover();
    const at = link.getClientRects()[0], room = document.documentElement.clientWidth;
    const left = Math.max(8, Math.min(at.left, room - card.offsetWidth - 8));
    const below = at.bottom + card.offsetHeight + 8 < innerHeight;
    card.style.left = left + scrollX + "px";
    card.style.top = scrollY + (below ? at.bottom + 4 : at.top - card.offsetHeight - 4) + "px";
  }

  function leave(event) {
    const inside = (node) => node && (card.contains(node) || node === card.previousSibling);
    if (!card.isConnected || inside(event.relatedTarget)) return;
    clearTimeout(leaving);
    leaving = setTimeout(() => card.hidePopover(), event.type === "focusout" ? 0 : LINGER);
  }

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !card.matches(":popover-open")) return;
    closing = true;
    if (card.contains(document.activeElement)) card.previousSibling.focus();
    card.hidePopover();
    closing = false;
  });
  for (const kind of ["pointerover", "focusin"]) {
    document.addEventListener(kind, (event) => {
      if (event.pointerType === "touch") return; // a tap follows the link
      const link = event.target.closest?.(CITATION);
      if (link) show(link);
      else if (card.contains(event.target)) clearTimeout(leaving);
    });
  }
  for (const kind of ["pointerout", "focusout"]) document.addEventListener(kind, leave);
})();
