/* The player: looks states up in a grid that Python wrote and moves the figure's marks.
 * It holds no formula of any model. One classic script, so that it also runs from file://. */
(function () {
  "use strict";

  const UNITS = 1000; // as in explorer/svg.py
  const MASK = 65535, FIRST = 35; // as in explorer/grid.py
  const base = document.currentScript.src;
  const explorers = new Map();

  /** Load a script once. @param {string} url @returns {Promise<void>} */
  const loading = new Map();
  function load(url) {
    if (!loading.has(url)) {
      loading.set(url, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        script.src = url;
        script.onload = () => resolve();
        script.onerror = () => reject(new Error(url));
        document.head.append(script);
      }));
    }
    return loading.get(url);
  }

  /** What grid.packed wrote. @returns {Uint16Array} */
  function decode({ code, levels }) {
    if (levels) {
      const numbers = new Uint16Array(code.length);
      for (let i = 0; i < code.length; i++) numbers[i] = levels[code.charCodeAt(i) - FIRST];
      return numbers;
    }
    const bytes = atob(code);
    const half = bytes.length / 2;
    const numbers = new Uint16Array(half);
    for (let i = 0, sum = 0; i < half; i++) {
      sum = (sum + bytes.charCodeAt(i) * 256 + bytes.charCodeAt(half + i)) & MASK;
      numbers[i] = sum;
    }
    return numbers;
  }

  class Explorer {
    /** @param {HTMLElement} figure */
    constructor(figure) {
      this.figure = figure;
      this.slug = figure.dataset.explorer;
      this.controls = JSON.parse(figure.dataset.controls);
      this.inputs = this.controls.map((control) => figure.querySelector(`[name="${control.name}"]`));
      this.places = this.controls.map((control) => control.start);
      this.plot = figure.querySelector(".explorer-plot");
      this.inputs.forEach((input, i) => input.addEventListener("input", () => {
        this.places = this.places.with(i, Number(input.value));
        this.start();
        this.show();
        remember(this, "replace");
      }));
      for (const kind of ["pointerenter", "pointermove", "click", "focus"]) {
        // A finger that passes over the plot scrolls the page; only a tap turns to the plot.
        this.plot.addEventListener(kind, (event) => {
          if (kind === "click" || event.pointerType !== "touch") this.drawPlotly();
        });
      }
      figure.dataset.live = "";
    }

    /** Fetch the grid, once; show the state when it is there. */
    async start() {
      if (this.started) return;
      this.started = true;
      try {
        await load(new URL("grids/" + this.figure.dataset.grid, base).href);
        this.grid = window.nflsimGrids[this.slug];
      } catch {
        this.note("The numbers for this figure could not be loaded, so it stays as it is.");
        delete this.figure.dataset.live;
        return;
      }
      this.codes = {};
      this.show();
    }

    note(text) {
      const note = this.figure.querySelector(".explorer-note");
      note.textContent = text;
      note.hidden = false;
    }

    /** Where the current state's part of a stored array begins, given the axes it depends on. */
    offset(stored) {
      return stored.axes.reduce(
        (at, axis) => at * this.controls[axis].tokens.length + this.places[axis], 0) * stored.size;
    }

    /** Codes of the current state. @param {string} name where to keep the decoded array */
    slice(name, stored) {
      this.codes[name] ??= decode(stored);
      const at = this.offset(stored);
      return this.codes[name].subarray(at, at + stored.size);
    }

    /** An array of the figure as shares of its axis, or null if no array has this name. */
    shares(name) {
      const stored = this.grid.arrays[name];
      return stored ? Array.from(this.slice(name, stored), (code) => code / stored.steps) : null;
    }

    /** An array in its own units, or null. */
    values(name) {
      const stored = this.grid.arrays[name];
      return stored && this.shares(name).map((share) => stored.low + share * (stored.high - stored.low));
    }

    texts(name, stored) {
      return Array.from(this.slice(name, stored), (code) => stored.texts[code]);
    }

    /** Show the current state everywhere. */
    show() {
      this.controls.forEach((control, i) => {
        const words = control.words[this.places[i]];
        this.inputs[i].value = this.places[i];
        if (this.inputs[i].type === "range") this.inputs[i].setAttribute("aria-valuetext", words);
        this.inputs[i].closest(".explorer-control").querySelector("output").textContent = words;
      });
      this.controls.forEach((control, i) => this.say(control.name, control.tokens[this.places[i]]));
      if (!this.grid) return;
      for (const [name, stored] of Object.entries(this.grid.facts)) {
        this.say(name, this.texts(" fact " + name, stored)[0]);
      }
      this.hidePlotly();
      for (const trace of this.grid.figure.data) this.move(trace);
      const reading = this.figure.querySelector(".explorer-reading");
      const text = this.texts(" readings", this.grid.readings)[0];
      if (reading.textContent !== text) reading.textContent = text; // else it would be spoken again
      this.tabulate();
      const keywords = this.controls.map((control, i) => {
        const token = control.tokens[this.places[i]];
        return `${control.name}=${control.quoted ? JSON.stringify(token) : token}`;
      });
      this.figure.querySelector(".explorer-code code").textContent =
        this.figure.dataset.code.replace("{state}", keywords.join(", "));
    }

    /** Write a control's place or a fact wherever the text repeats it. */
    say(name, text) {
      for (const place of document.querySelectorAll(`.explorer-now[data-of="${this.slug}"][data-part="${name}"]`)) {
        place.textContent = text;
      }
    }

    /** Let one curve stand out, or none. @param {string | null} uid */
    light(uid) {
      this.hidePlotly();
      for (const mark of this.plot.querySelectorAll(".explorer-svg [data-uid]")) {
        mark.classList.toggle("lit", mark.dataset.uid === uid);
        mark.classList.toggle("dim", uid !== null && mark.dataset.uid !== uid);
      }
    }

    /** Move the marks of one trace. */
    move(trace) {
      const marks = this.plot.querySelectorAll(`.explorer-svg [data-uid="${trace.uid}"]`);
      const main = this.shares(trace.uid);
      if (trace.type === "heatmap") {
        marks[0].setAttribute("href", picture(trace, main));
        return;
      }
      const layout = this.grid.figure.layout;
      const x = this.shares(trace.uid + ".x") ?? trace.x.map(shareOf(layout.xaxis.range));
      const y = main ?? trace.y.map(shareOf(layout.yaxis.range));
      for (const mark of marks) {
        if (mark.localName === "path") {
          const points = x.map((at, i) => `${(UNITS * at).toFixed(2)} ${(UNITS - UNITS * y[i]).toFixed(2)}`);
          mark.setAttribute("d", "M" + points.join("L"));
        } else {
          [...mark.children].forEach((child, i) => {
            const bar = child.localName === "rect";
            if (bar) {
              child.setAttribute("y", (UNITS - UNITS * y[i]).toFixed(2));
              child.setAttribute("height", (UNITS * y[i]).toFixed(2));
            } else {
              child.setAttribute("x", (100 * x[i]).toFixed(3) + "%");
              child.setAttribute("y", (100 - 100 * y[i]).toFixed(3) + "%");
            }
          });
        }
      }
    }

    /** Write the state's numbers into the table and the CSV link. */
    tabulate() {
      const columns = this.grid.columns.map((column) => column.texts
        ? this.texts(" column " + column.label, column)
        : this.values(column.array).map((value) => value.toFixed(column.digits)));
      const rows = columns[0].map((_, i) => columns.map((column) => column[i]));
      this.figure.querySelectorAll(".explorer-data tbody tr").forEach((row, i) => {
        [...row.cells].forEach((cell, j) => { cell.textContent = rows[i][j]; });
      });
      const head = this.grid.columns.map((column) => `"${column.label.replaceAll('"', '""')}"`);
      const csv = [head, ...rows].map((row) => row.join(",")).join("\n") + "\n";
      this.figure.querySelector(".explorer-csv").href =
        "data:text/csv;charset=utf-8," + encodeURIComponent(csv);
    }

    /** Put Plotly in the SVG's place: the reader has turned to the plot itself. */
    async drawPlotly() {
      if (this.drawn || this.drawing || !this.grid) return;
      this.drawing = true;
      const places = this.places;
      try {
        await load(new URL("plotly.min.js", base).href);
      } catch {
        this.note("Hover values and zoom could not be loaded; sliders and table still work.");
        return; // `drawing` stays set: one message is enough
      }
      this.target ??= this.plot.appendChild(document.createElement("div"));
      this.target.className = "explorer-plotly";
      const { data, layout } = structuredClone(this.grid.figure);
      for (const trace of data) {
        trace.x = this.values(trace.uid + ".x") ?? trace.x;
        if (trace.type === "heatmap") {
          const flat = this.values(trace.uid);
          trace.z = trace.y.map((_, i) => flat.slice(i * trace.x.length, (i + 1) * trace.x.length));
        } else {
          trace.y = this.values(trace.uid) ?? trace.y;
        }
      }
      const style = getComputedStyle(this.plot);
      Object.assign(layout.font, { color: style.color, family: style.fontFamily });
      const options = { responsive: true, displaylogo: false, showSendToCloud: false, toImageButtonOptions: { filename: this.slug } };
      if (matchMedia("(pointer: coarse)").matches) layout.dragmode = false; // let fingers scroll
      await window.Plotly.react(this.target, data, layout, options);
      for (const button of this.target.querySelectorAll(".modebar-btn")) {
        button.setAttribute("aria-label", button.dataset.title ?? "Plot tool");
        button.setAttribute("role", "button");
      }
      this.drawing = false;
      if (places !== this.places) return; // a slider moved meanwhile
      this.plot.dataset.plotly = "";
      this.drawn = true;
    }

    /** Back to the SVG, which moves at once; Plotly redraws when the reader turns to it again. */
    hidePlotly() {
      this.drawn = false;
      delete this.plot.dataset.plotly;
    }

    /** @param {URLSearchParams} query any text at all; bad values fall back to the nearest state */
    read(query) {
      this.places = this.controls.map((control) => {
        const text = query.get(control.name);
        const exact = control.tokens.indexOf(text);
        const number = Number.parseFloat(text);
        if (exact >= 0 || control.quoted || Number.isNaN(number)) return exact >= 0 ? exact : control.start;
        const values = control.tokens.map(Number);
        const inside = Math.min(Math.max(number, Math.min(...values)), Math.max(...values));
        const gaps = values.map((value) => Math.abs(value - inside));
        return gaps.indexOf(Math.min(...gaps));
      });
    }

    address() {
      const query = new URLSearchParams();
      this.controls.forEach((control, i) => query.set(control.name, control.tokens[this.places[i]]));
      return `#${this.slug}?${query}`;
    }
  }

  /** @param {[number, number]} range */
  function shareOf([low, high]) {
    return (value) => (value - low) / (high - low);
  }

  /** A heat map as a picture, one pixel a value, from the palette that Python wrote. */
  function picture(trace, shares) {
    const canvas = document.createElement("canvas");
    canvas.width = trace.x.length;
    canvas.height = trace.y.length;
    const pen = canvas.getContext("2d");
    const palette = trace.meta.palette;
    shares.forEach((share, i) => {
      const [red, green, blue] = palette[Math.round(share * (palette.length - 1))];
      pen.fillStyle = `rgb(${red},${green},${blue})`;
      pen.fillRect(i % canvas.width, canvas.height - 1 - Math.floor(i / canvas.width), 1, 1);
    });
    return canvas.toDataURL();
  }

  /** Let the address say the state of the explorer moved last, and the history that of all. */
  function remember(explorer, how) {
    const places = Object.fromEntries([...explorers].map(([slug, each]) => [slug, each.places]));
    history[how + "State"]({ nflsim: places }, "", explorer?.address());
  }

  /** The explorer and the query that an address names, if any. @param {string} hash */
  function parse(hash) {
    const cut = hash.indexOf("?");
    const explorer = explorers.get(hash.slice(1, cut < 0 ? undefined : cut));
    return explorer && cut >= 0 ? { explorer, query: new URLSearchParams(hash.slice(cut + 1)) } : null;
  }

  function visit(hash) {
    const found = parse(hash);
    if (!found) return false;
    found.explorer.read(found.query);
    found.explorer.start();
    found.explorer.show();
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    found.explorer.figure.scrollIntoView({ behavior: still ? "auto" : "smooth" });
    return true;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[href*='#']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    const url = new URL(link.href);
    if (url.pathname !== location.pathname || !parse(url.hash)) return;
    event.preventDefault();
    remember(null, "replace"); // so that Back finds the state from which the link led
    visit(url.hash);
    remember(parse(url.hash).explorer, "push");
  });

  /** Put all explorers where the history says they were. */
  function restore(state) {
    for (const [slug, explorer] of explorers) {
      const places = state.nflsim[slug];
      if (!places) continue;
      explorer.places = places;
      explorer.start();
      explorer.show();
    }
  }

  addEventListener("popstate", (event) => {
    if (event.state?.nflsim) restore(event.state);
    else visit(location.hash);
  });

  new MutationObserver(() => explorers.forEach((explorer) => explorer.hidePlotly()))
    .observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });

  // A page that is only begun loads only the numbers of the figures near its top.
  const near = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (entry.isIntersecting) explorers.get(entry.target.dataset.explorer).start();
    }
  }, { rootMargin: "25% 0px" });
  for (const figure of document.querySelectorAll("figure.explorer")) {
    const explorer = new Explorer(figure);
    explorers.set(explorer.slug, explorer);
    near.observe(figure);
  }
  const terms = [...document.querySelectorAll(".explorer-term")];
  for (const one of terms) {
    const light = () => {
      const related = terms.filter((term) => term.hash === one.hash);
      const turned = (how) => related.find((term) => term.matches(how))?.dataset.curve;
      explorers.get(one.hash.slice(1)).light(turned(":hover") ?? turned(":focus") ?? null);
    };
    for (const kind of ["pointerenter", "pointerleave", "focus", "blur"]) one.addEventListener(kind, light);
  }
  visit(location.hash);
})();
