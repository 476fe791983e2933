/** Predictions: a guess is kept, quoted back, and only then answered. */

const KEPT = "nflsim-predictions";
let guesses = {}; // where the browser keeps nothing, this page does

function recalled() {
  try {
    guesses = JSON.parse(localStorage.getItem(KEPT)) ?? guesses;
  } catch { // refused, or written by somebody else
  }
  return guesses;
}

function keep(all) {
  guesses = all;
  try {
    localStorage.setItem(KEPT, JSON.stringify(all));
  } catch { // refused
  }
}

class Asked {
  constructor(text) {
    Object.assign(this, JSON.parse(text));
  }

  /** The guess made before, or null. */
  guess() {
    const made = recalled()[this.slug];
    const possible = this.kind === "pick" ? made in (this.said ?? []) : made >= this.low && made <= this.high;
    return typeof made === "number" && possible ? made : null;
  }

  right(guess) {
    return this.kind === "pick" ? guess === this.truth : Math.abs(guess - this.truth) <= this.near;
  }

  /** How far off a guess was, from 0 to 1. */
  surprise(guess) {
    return this.kind === "pick" ? Number(guess !== this.truth) : Math.abs(guess - this.truth) / (this.high - this.low);
  }

  worded(guess) {
    return this.words.replace("{}", guess);
  }

  /** What a guess is told. */
  told(guess) {
    if (this.kind === "pick") return this.said[guess];
    return (this.right(guess) ? this.close : this.off).replace("{}", guess);
  }
}

for (const form of document.querySelectorAll("form.prediction")) {
  const asked = new Asked(form.dataset.asked);
  const [fieldset, truth] = [form.querySelector("fieldset"), form.querySelector("details")];
  const tell = (guess) => {
    form.dataset.told = asked.right(guess) ? "right" : "wrong";
    form.querySelector(".prediction-told").textContent = asked.told(guess);
    fieldset.disabled = true;
    truth.open = true;
  };
  const fields = [...form.querySelectorAll("[name=guess]")];
  const word = (field) => {
    const words = asked.worded(field.value);
    form.querySelector("output").textContent = words;
    field.setAttribute("aria-valuetext", words);
  };
  if (asked.kind === "place") controlled(fields[0], () => word(fields[0]));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const guess = Number(new FormData(form).get("guess"));
    keep({ ...recalled(), [asked.slug]: guess });
    tell(guess);
    truth.querySelector("summary").focus({ preventScroll: true }); // what was pressed is gone
    const link = truth.querySelector("a.explore").getAttribute("href");
    const shown = link.startsWith("#") && parse(link);
    if (!shown) return;
    remember(null);
    shown.explorer.visit(shown.query);
    remember(shown.explorer, true); // Back is the figure as it was
  });
  const before = asked.guess();
  form.dataset.live = "";
  if (before === null) continue;
  if (asked.kind === "pick") fields[before].checked = true;
  else {
    fields[0].value = before;
    word(fields[0]);
  }
  tell(before);
}

const list = document.querySelector(".prediction-list");
function recount() {
  const made = [...list.querySelectorAll("[data-asked]")].map((entry) => {
    const asked = new Asked(entry.dataset.asked), guess = asked.guess();
    entry.querySelector(".prediction-told").textContent = guess === null ? "Not made yet." : asked.told(guess);
    return guess === null ? null : { entry, right: asked.right(guess), off: asked.surprise(guess) };
  });
  const done = made.filter(Boolean), right = done.filter((each) => each.right).length;
  const most = done.filter((each) => !each.right).sort((one, other) => other.off - one.off)[0];
  const sum = `You made ${done.length} of ${made.length} predictions and were right in ${right}.`;
  document.querySelector(".prediction-sum").textContent = sum + (most ? " What surprised you most: " : "");
  if (most) document.querySelector(".prediction-sum").append(most.entry.querySelector("a").cloneNode(true));
  document.querySelector(".prediction-forget").hidden = !done.length;
}
if (list) {
  document.querySelector(".prediction-forget").addEventListener("click", () => {
    keep({});
    recount();
  });
  recount();
  addEventListener("pageshow", (event) => { // a page may be brought back as it was
    if (event.persisted) recount();
  });
}
