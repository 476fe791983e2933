"""What tests ask of a page in one call: each is a function that the page runs."""

ICONS = """() => [...document.querySelectorAll("*")].flatMap((element) =>
  ["::before", "::after"].map((part) => getComputedStyle(element, part).content))
  .join("").match(/[\\uf000-\\uf8ff]/g) ?? []"""
TERMS = """() => [...document.querySelectorAll(".explorer-term")].map(
  (term) => [term.hash.slice(1), term.dataset.curve])"""
NUMBERS = """() => [...document.querySelectorAll(".explorer-now")].map(
  (place) => [place.dataset.of, place.dataset.part, place.textContent])"""
LIT = """(figure) => {
  const names = (kind) => [...new Set([...figure.querySelectorAll(`.explorer-svg .${kind}`)]
    .map((mark) => mark.dataset.uid))].sort();
  return [names("lit"), names("dim")];
}"""
BOX = """box => {
  const { x, y, width, height } = box.getBoundingClientRect();
  return [x, y, width, height];
}"""
CENTRES = """all => all.map((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  return [x + width / 2, y + height / 2];
})"""
CUT = """(figure) => {
  const plot = figure.querySelector(".explorer-plot");
  const { left, right, top, bottom } = plot.getBoundingClientRect();
  const out = (box) => box.left < left || box.right > right || box.top < top || box.bottom > bottom;
  return [...plot.querySelectorAll("text")]
    .filter((text) => out(text.getBoundingClientRect())).map((text) => text.textContent);
}"""
SETTLED = """() => new Promise(
  (done) => requestAnimationFrame(() => requestAnimationFrame(done)))"""
# Plotly draws, and says that it has when `release` is called.
HOLD = """() => {
  const draw = window.Plotly.react;
  const held = new Promise((done) => { window.release = done; });
  window.Plotly.react = (...all) => { window.begun = true; return draw(...all).then(() => held); };
}"""
# The theme lets the keyboard reach what scrolls, a third of a second after the size changed.
REACHED = """() => [...document.querySelectorAll("pre")].every(
  (one) => one.scrollWidth <= one.clientWidth || one.tabIndex === 0)"""
