/** A figure of the page: its controls move it, and everything that repeats it follows. */

const REST = 250; // ms without a move: the control has come to rest

/** Load a script once; one that failed may be asked for again.
 *  @param {string} url @param {() => any} found what the script brings: a network that wants a
 *  login first answers something else @returns {Promise<any>} */
const loading = new Map();
function load(url, found) {
  if (!loading.has(url)) {
    loading.set(url, new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = url;
      script.onload = script.onerror = () => {
        if (found()) return resolve(found());
        script.remove();
        loading.delete(url);
        reject(new Error(url));
      };
      document.head.append(script);
    }));
  }
  return loading.get(url);
}

class Explorer {
  /** @param {HTMLElement} figure @param {(explorer: Explorer) => void} rested told at rest */
  constructor(figure, rested) {
    this.figure = figure;
    this.view = new View(figure.dataset.explorer, JSON.parse(figure.dataset.controls));
    this.fields = this.view.controls.map((control) => figure.querySelector(`[name="${control.name}"]`));
    this.plot = new Plot(this);
    this.rested = () => {
      this.resting = clearTimeout(this.resting);
      this.say();
      rested(this);
    };
    this.fields.forEach((field, i) => controlled(field, () => {
      this.view.places[i] = Number(field.value);
      this.show();
      clearTimeout(this.resting);
      this.resting = setTimeout(this.rested, REST);
    }));
    this.part("data").addEventListener("toggle", () => this.tabulate());
    figure.dataset.live = "";
  }

  part(name) {
    return this.figure.querySelector(`.explorer-${name}`);
  }

  /** Fetch the grid, once; show the state when it is there. */
  async start() {
    if (this.started) return;
    this.started = true;
    try {
      const url = new URL("grids/" + this.figure.dataset.grid, base).href;
      this.view.grid = await load(url, () => window.nflsimGrids?.[this.view.slug]);
    } catch {
      this.fail();
      return;
    }
    this.show();
  }

  /** Without its numbers a figure is its first state, until what was asked for can be had. */
  fail() {
    this.fields.forEach((field, i) => { field.value = this.view.controls[i].start; });
    this.figure.dataset.missing = "";
    delete this.figure.dataset.live;
    this.note("The numbers for this figure could not be loaded, so it stays as it is.");
    const again = document.createElement("button");
    again.type = "button";
    again.textContent = "Try again";
    again.addEventListener("click", () => {
      this.part("note").hidden = true;
      delete this.figure.dataset.missing;
      this.figure.dataset.live = "";
      this.started = false;
      this.start();
    });
    this.part("note").append(" ", again);
  }

  note(text) {
    this.part("note").textContent = text;
    this.part("note").hidden = false;
  }

  /** Go to a state. @param {string} query */
  visit(query) {
    this.view.read(query);
    this.start();
    this.show();
    this.say();
  }

  /** Tell a screen reader what is shown: once, not at every step of a slider. */
  say() {
    if (this.view.grid) this.part("said").textContent = this.part("reading").textContent;
  }

  /** Show the state everywhere, or nowhere while its numbers have not come. */
  show() {
    if (!this.view.grid) return void this.start();
    const words = this.view.words();
    this.fields.forEach((field, i) => {
      field.value = this.view.places[i];
      if (field.type === "range") field.setAttribute("aria-valuetext", words[i]);
      field.closest(".explorer-control").querySelector("output").textContent = words[i];
    });
    this.plot.hide();
    for (const trace of this.view.grid.figure.data) this.plot.move(trace);
    this.part("reading").textContent = this.view.reading();
    this.tabulate();
    this.part("code").querySelector("code").textContent = this.view.code(this.figure.dataset.code);
    const told = this.view.told();
    for (const place of document.querySelectorAll(`.explorer-now[data-of="${this.view.slug}"]`)) {
      place.textContent = told[place.dataset.part];
    }
  }

  /** Write the state's numbers into the table and the CSV link, where the reader has opened them. */
  tabulate() {
    if (!this.part("data").open || !this.view.grid) return;
    const rows = this.view.rows();
    this.part("data").querySelectorAll("tbody tr").forEach((row, i) => {
      [...row.cells].forEach((cell, j) => { cell.textContent = rows[i][j]; });
    });
    this.part("csv").href = "data:text/csv;charset=utf-8," + encodeURIComponent(this.view.csv());
  }
}
