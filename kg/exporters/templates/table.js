// The table twin: the same events as in the picture, sortable, and what a screen reader reads.

const TABLE_STEP = 50;
const TABLE_COLUMNS = {
  date: { label: "Date", text: whenOf, order: (data, i) => (data.dated[i] ? data.from[i] : Infinity) },
  event: { label: "Event", text: (data, i) => data.e.head[i] },
  actor: { label: "Actor", text: (data, i) => names(data, data.e.act[i]).join(", ") },
  recipient: { label: "Recipient", text: (data, i) => names(data, data.e.rec[i]).join(", ") },
  type: { label: "Type", text: (data, i) => data.types[data.e.type[i]][1] },
  score: { label: "Score", text: (data, i) => scoreText(data.e.score[i]), order: (data, i) => data.e.score[i] ?? 0, number: true },
  confidence: { label: "Confidence", text: (data, i) => `${data.e.conf[i]} %`, order: (data, i) => data.e.conf[i], number: true },
  mentions: { label: "Mentions", text: (data, i) => numbers.format(data.e.ev[i].length), order: (data, i) => data.e.ev[i].length, number: true },
};

function sortedIndexes(data, indexes, key, down) {
  const column = TABLE_COLUMNS[key] ?? TABLE_COLUMNS.date;
  const order = column.order;
  const keys = new Map(indexes.map((i) => [i, order ? order(data, i) : column.text(data, i)]));
  const direction = down ? -1 : 1;
  const compare = order ? (a, b) => a - b || 0 : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  return [...indexes].sort((a, b) => direction * compare(keys.get(a), keys.get(b)) || a - b);
}

function makeTable(data, state, select) {
  let indexes = [], shown = TABLE_STEP;
  const body = $("rows"), head = $("columns");
  for (const [key, column] of Object.entries(TABLE_COLUMNS)) {
    const button = el("button", { type: "button", click: () => sortBy(key) }, column.label, el("span", { class: "arrow", "aria-hidden": "true" }));
    head.append(el("th", { scope: "col", class: column.number ? "number" : null, "data-key": key }, button));
  }
  $("more").addEventListener("click", () => {
    shown += TABLE_STEP * 4;
    draw();
  });

  function sortBy(key) {
    state.down = state.sort === key ? !state.down : Boolean(TABLE_COLUMNS[key].number);
    state.sort = key;
    shown = TABLE_STEP;
    draw();
    table.sorted();
  }

  function draw() {
    for (const cell of head.children) {
      const active = cell.dataset.key === state.sort;
      if (active) cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    const rows = sortedIndexes(data, indexes, state.sort, state.down).slice(0, shown).map((i) => {
      const cells = Object.entries(TABLE_COLUMNS).map(([key, column]) => {
        if (key !== "event") return el("td", { class: column.number ? "number" : `cell-${key}`, dir: column.number ? null : "auto" }, column.text(data, i));
        const glyph = el("span", { class: `dot ${SIGN_KEYS[data.e.sign[i]]}`, title: SIGN_NAMES[data.e.sign[i]] });
        const note = el("span", { class: "visually-hidden" }, `${SIGN_NAMES[data.e.sign[i]]}: `);
        return el("td", { class: "cell-event", dir: "auto" }, el("div", {}, glyph, el("button", { type: "button", class: "event-link", click: () => select(i) }, note, data.e.head[i]), modalityTag(data, i)));
      });
      return el("tr", { "data-event": i, "aria-selected": null, class: i === state.selected ? "selected" : null }, ...cells);
    });
    body.replaceChildren(...rows);
    $("table-empty").hidden = indexes.length > 0;
    $("table-count").textContent = indexes.length > rows.length ? `${numbers.format(rows.length)} of ${numbers.format(indexes.length)} shown` : count(indexes.length, "event");
    $("more").hidden = indexes.length <= rows.length;
  }

  const table = {
    set(found) {
      indexes = found;
      shown = TABLE_STEP;
      draw();
    },
    mark() {
      for (const row of body.children) row.classList.toggle("selected", Number(row.dataset.event) === state.selected);
    },
    sorted() {},
  };
  return table;
}
