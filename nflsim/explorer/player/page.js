/** The page: its explorers, the address that says where they are, and the text that lights curves. */

const base = document.currentScript.src;
const explorers = new Map();
const came = tokens(() => history.state); // first of all: the theme's script forgets it

/** The states that a page's history holds, if it is one of ours. */
function tokens(read) {
  try {
    return read()?.nflsim ?? null;
  } catch {
    return null;
  }
}

/** Let the address say the state of the explorer moved last, and the history that of all. */
function remember(explorer, push = false) {
  const states = Object.fromEntries([...explorers].map(([slug, each]) => [slug, each.view.query()]));
  const address = explorer ? `#${explorer.view.slug}?${explorer.view.query()}` : undefined;
  try {
    if (push) history.pushState({ nflsim: states }, "", address);
    else history.replaceState({ nflsim: states }, "", address);
  } catch { // browsers allow so many changes in so many seconds, and frames may allow none
  }
}

/** The explorer and the query that an address names, if any. @param {string} hash */
function parse(hash) {
  const cut = hash.indexOf("?");
  const explorer = explorers.get(hash.slice(1, cut < 0 ? undefined : cut));
  return explorer && cut >= 0 ? { explorer, query: hash.slice(cut + 1) } : null;
}

/** Go to what an address names, and bring it into sight. @param {HTMLElement} [from] the link in
 *  the text that led there */
function visit(hash, from) {
  const found = parse(hash);
  if (!found) return;
  const { figure } = found.explorer;
  found.explorer.visit(found.query);
  if (from && !figure.contains(from)) {
    const { top, bottom } = figure.querySelector(".explorer-plot").getBoundingClientRect();
    if (top >= 0 && bottom <= innerHeight) return; // it answers beside the text
    returning = from;
    figure.after(back);
    back.hidden = false;
  }
  show(figure, "start");
}

function show(part, block) {
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  part.scrollIntoView({ behavior: still ? "auto" : "smooth", block });
}

/** The way back to the text that led to a figure out of sight. */
let returning = null;
const back = document.createElement("button");
back.type = "button";
back.className = "explorer-back";
back.textContent = "Back to the text";
back.addEventListener("click", () => {
  back.hidden = true;
  returning.focus({ preventScroll: true });
  show(returning, "center");
});

/** Put all explorers where the history says they were. */
function restore(states) {
  for (const [slug, explorer] of explorers) {
    if (slug in states && states[slug] !== explorer.view.query()) explorer.visit(String(states[slug]));
  }
}

/** Say what still waits for a control to come to rest. */
function settle() {
  for (const explorer of explorers.values()) if (explorer.resting) explorer.rested();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[href*='#']");
  const changed = event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.button;
  if (!link || changed || event.defaultPrevented) return;
  const [page, hash] = [link.href.replace(/#.*/s, ""), link.hash];
  if (page !== location.href.replace(/#.*/s, "") || !parse(hash)) return;
  event.preventDefault();
  settle();
  remember(null); // so that Back finds the state from which the link led
  visit(hash, link);
  remember(parse(hash).explorer, true);
});

addEventListener("popstate", (event) => {
  const states = tokens(() => event.state);
  back.hidden = true;
  if (states) restore(states);
  else visit(location.hash);
});
addEventListener("pagehide", settle);

new MutationObserver(() => explorers.forEach((explorer) => explorer.plot.hide()))
  .observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });

/** Load the numbers of the figures that come within a margin of the screen. */
function watch(margin) {
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) explorers.get(entry.target.dataset.explorer).start();
    }
  }, { rootMargin: `${margin} 0px` });
  for (const explorer of explorers.values()) near.observe(explorer.figure);
}
for (const figure of document.querySelectorAll("figure.explorer")) {
  const explorer = new Explorer(figure, (moved) => remember(moved));
  explorers.set(explorer.view.slug, explorer);
}
// A page that is only opened loads what is on the screen; whoever goes on finds the next loaded.
watch("0px");
addEventListener("scroll", () => watch("25%"), { once: true, passive: true });

const terms = [...document.querySelectorAll(".explorer-term")];
for (const one of terms) {
  const light = () => {
    const related = terms.filter((term) => term.hash === one.hash);
    const turned = (how) => related.find((term) => term.matches(how))?.dataset.curve;
    explorers.get(one.hash.slice(1)).plot.light(turned(":hover") ?? turned(":focus") ?? null);
  };
  for (const kind of ["pointerenter", "pointerleave", "focus", "blur"]) one.addEventListener(kind, light);
}

if (came) restore(came);
else visit(location.hash);
// The theme's script has written over the history by then.
addEventListener("load", () => { if (came) remember(null); });
