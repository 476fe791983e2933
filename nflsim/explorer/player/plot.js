/** The picture of a figure, and Plotly in its place once the reader turns to it. */

const STIRRED = 4; // px: a pointer that only lies there, under a page that scrolls, goes less far

class Plot {
  /** @param {Explorer} explorer */
  constructor(explorer) {
    this.explorer = explorer;
    this.box = explorer.figure.querySelector(".explorer-plot");
    this.turn = 0; // of what is shown; a drawing that ends in another turn is stale
    this.drawing = false;
    this.failed = false;
    let entered = null;
    this.box.addEventListener("pointerenter", (event) => { entered = [event.clientX, event.clientY]; });
    this.box.addEventListener("pointermove", (event) => {
      if (event.pointerType !== "mouse" || entered === null) return;
      if (Math.hypot(event.clientX - entered[0], event.clientY - entered[1]) > STIRRED) this.draw();
    });
    this.box.addEventListener("click", () => this.draw());
    this.box.addEventListener("keydown", (event) => {
      if (event.target !== this.box || (event.key !== "Enter" && event.key !== " ")) return;
      event.preventDefault();
      this.draw();
    });
  }

  /** Put Plotly in the SVG's place, with the state there is now. */
  async draw() {
    const { view } = this.explorer;
    if (this.drawing || this.failed || !view.grid || "plotly" in this.box.dataset) return;
    this.drawing = true;
    const turn = this.turn;
    try {
      await load(new URL("plotly.min.js", base).href, () => window.Plotly);
      if (turn === this.turn) await this.react(view);
      if (turn === this.turn) this.box.dataset.plotly = "";
    } catch {
      this.failed = true; // one message is enough
      this.explorer.note("Hover values and zoom could not be loaded; sliders and table still work.");
    }
    this.drawing = false;
  }

  async react(view) {
    this.target ??= this.box.appendChild(document.createElement("div"));
    this.target.className = "explorer-plotly";
    const { data, layout } = JSON.parse(JSON.stringify(view.grid.figure)); // Plotly writes into it
    for (const trace of data) {
      trace.x = view.values(trace.uid + ".x") ?? trace.x;
      const main = view.values(trace.uid);
      if (trace.type === "heatmap") {
        trace.z = trace.y.map((_, i) => main.slice(i * trace.x.length, (i + 1) * trace.x.length));
      } else {
        trace.y = main ?? trace.y;
      }
    }
    const style = getComputedStyle(this.box);
    Object.assign(layout.font, { color: style.color, family: style.fontFamily });
    if (matchMedia("(any-pointer: coarse)").matches) layout.dragmode = false; // let fingers scroll
    await window.Plotly.react(this.target, data, layout, {
      responsive: true, displaylogo: false, displayNotifier: false, showSendToCloud: false,
      toImageButtonOptions: { filename: view.slug },
    });
  }

  /** Back to the SVG, which moves at once; Plotly redraws when the reader turns to it again. */
  hide() {
    this.turn++;
    delete this.box.dataset.plotly;
  }

  /** Let one curve stand out, or none. @param {string | null} uid */
  light(uid) {
    this.hide();
    for (const mark of this.box.querySelectorAll(".explorer-svg [data-uid]")) {
      mark.classList.toggle("lit", mark.dataset.uid === uid);
      mark.classList.toggle("dim", uid !== null && mark.dataset.uid !== uid);
    }
  }

  /** Move the marks of one trace to the state. */
  move(trace) {
    const marks = this.explorer.view.marks(trace);
    for (const mark of this.box.querySelectorAll(`.explorer-svg [data-uid="${trace.uid}"]`)) {
      if (mark.localName === "image") mark.setAttribute("href", marks.picture);
      else if (mark.localName === "path") mark.setAttribute("d", marks.line);
      else place(mark.children, marks.bars ? ["y", "height"] : ["x", "y"], marks.bars ?? marks.symbols);
    }
  }
}

/** Write some attributes of many marks. */
function place(marks, names, values) {
  values.forEach((row, i) => row.forEach((value, j) => marks[i].setAttribute(names[j], value)));
}
