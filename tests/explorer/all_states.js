// Writes what the player would at every state of every explorer. Run by test_view.py:
// node all_states.js PLAYER GRIDS CONTROLS OUT
const fs = require("fs");
const path = require("path");
const [player, grids, declared, out] = process.argv.slice(2);
globalThis.window = {};
const View = new Function(fs.readFileSync(player, "utf8"))();
const numbersOf = (text) => text.slice(1).split(/[L ]/).map(Number);

for (const [slug, { controls, code, addresses }] of Object.entries(JSON.parse(fs.readFileSync(declared, "utf8")))) {
  new Function(fs.readFileSync(path.join(grids, slug + ".js"), "utf8"))();
  const view = new View(slug, controls);
  view.grid = window.nflsimGrids[slug];
  const shape = controls.map((control) => control.tokens.length);
  const said = [], numbers = {}, pictures = {};
  for (let state = 0; state < shape.reduce((a, b) => a * b); state++) {
    view.places = shape.map((length, i) => Math.floor(state / shape.slice(i + 1).reduce((a, b) => a * b, 1)) % length);
    const query = view.query();
    said.push([view.reading(), view.told(), view.rows(), view.csv(), view.code(code), query, view.places, view.words()]);
    for (const trace of view.grid.figure.data) {
      const marks = view.marks(trace);
      if (marks.picture) (pictures[trace.uid] ??= []).push(marks.picture);
      if (marks.line) (numbers["line " + trace.uid] ??= []).push(numbersOf(marks.line));
      if (marks.symbols) (numbers["symbols " + trace.uid] ??= []).push(marks.symbols.flat().map(Number.parseFloat));
      if (marks.bars) (numbers["bars " + trace.uid] ??= []).push(marks.bars.flat().map(Number));
    }
    const fresh = new View(slug, controls);
    fresh.read(query);
    if (String(fresh.places) !== String(view.places)) throw new Error(`${slug}: ${query} leads to ${fresh.places}`);
  }
  const landed = addresses.map((address) => {
    const fresh = new View(slug, controls);
    fresh.read(address);
    return fresh.places;
  });
  fs.writeFileSync(path.join(out, slug + ".json"), JSON.stringify({ said, pictures, landed }));
  for (const [name, rows] of Object.entries(numbers)) {
    fs.writeFileSync(path.join(out, `${slug} ${name}`), Float64Array.from(rows.flat()));
  }
}
if (Object.prototype.budget !== undefined || ({}).hacked) throw new Error("an address changed a prototype");
