// The table twin: the same events as in the picture, sortable, and what a screen reader reads.

const TABLE_STEP = 50;
const EVENT_COLUMNS = {
  date: { label: "Date", text: whenOf, order: (data, i) => (data.dated[i] ? data.from[i] : Infinity) },
  event: { label: "Event", text: (data, i) => data.e.head[i], cell: eventCell },
  actor: { label: "Actor", text: (data, i) => names(data, data.e.act[i]).join(", ") },
  recipient: { label: "Recipient", text: (data, i) => names(data, data.e.rec[i]).join(", ") },
  type: { label: "Type", text: (data, i) => data.types[data.e.type[i]][1] },
  score: { label: "Score", text: (data, i) => scoreText(data.e.score[i]), order: (data, i) => data.e.score[i] ?? 0, number: true },
  confidence: { label: "Confidence", text: (data, i) => `${data.e.conf[i]} %`, order: (data, i) => data.e.conf[i], number: true },
  mentions: { label: "Mentions", text: (data, i) => numbers.format(data.e.n[i]), order: (data, i) => data.e.n[i], number: true },
};

function eventCell(data, i, select) {
  const glyph = el("span", { class: `dot ${SIGN_KEYS[data.e.sign[i]]}`, title: SIGN_NAMES[data.e.sign[i]] });
  const sign = el("span", { class: "visually-hidden" }, `${SIGN_NAMES[data.e.sign[i]]}: `);
  const button = el("button", { type: "button", class: "event-link", click: () => select(i) }, sign, data.e.head[i]);
  return el("div", {}, glyph, button, modalityTag(data, i), gradeTag(data, i));
}

function sorted(columns, data, rows, key, down) {
  const column = columns[key] ?? Object.values(columns)[0], order = column.order;
  const keys = new Map(rows.map((row) => [row, order ? order(data, row) : column.text(data, row)]));
  const direction = down ? -1 : 1;
  const compare = order ? (a, b) => (a === b ? 0 : a - b) : (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const place = new Map(rows.map((row, k) => [row, k]));
  return [...rows].sort((a, b) => direction * compare(keys.get(a), keys.get(b)) || place.get(a) - place.get(b));
}

// A table of `columns`; `select(row)` opens a row, `isSelected(row)` marks one, `sortChanged()` is told of a new order.
function makeTable({ data, state, columns, select, isSelected, sortChanged, one }) {
  let rows = [], shown = TABLE_STEP, drawn = [];
  const body = $("rows"), head = $("columns");
  for (const [key, column] of Object.entries(columns)) {
    const button = el("button", { type: "button", click: () => sortBy(key) }, column.label, el("span", { class: "arrow", "aria-hidden": "true" }));
    head.append(el("th", { scope: "col", class: column.number ? "number" : null, "data-key": key }, button));
  }
  $("more").addEventListener("click", () => {
    shown += TABLE_STEP * 4;
    draw();
  });

  let before = 0;
  addEventListener("beforeprint", () => {
    [before, shown] = [shown, 2000];  // paper has no button for more
    draw();
  });
  addEventListener("afterprint", () => {
    shown = before || shown;
    draw();
  });

  function sortBy(key) {
    state.down = state.sort === key ? !state.down : Boolean(columns[key].number);
    state.sort = key;
    shown = TABLE_STEP;
    draw();
    sortChanged();
  }

  function draw() {
    const active = columns[state.sort] ? state.sort : Object.keys(columns)[0];
    for (const cell of head.children) {
      if (cell.dataset.key === active) cell.setAttribute("aria-sort", state.down ? "descending" : "ascending");
      else cell.removeAttribute("aria-sort");
    }
    drawn = sorted(columns, data, rows, active, state.down).slice(0, shown);
    body.replaceChildren(...drawn.map((row) => {
      const cells = Object.entries(columns).map(([key, column]) => {
        const content = column.cell ? column.cell(data, row, select) : column.text(data, row);
        return el("td", { class: `cell-${key}${column.number ? " number" : ""}`, dir: column.number ? null : "auto" }, content);
      });
      return el("tr", { class: isSelected(row) ? "selected" : null }, ...cells);
    }));
    $("table-empty").hidden = rows.length > 0;
    $("table-count").textContent = rows.length > drawn.length ? `${numbers.format(drawn.length)} of ${numbers.format(rows.length)} shown` : count(rows.length, one);
    $("more").hidden = rows.length <= drawn.length;
  }

  return {
    set(found) {
      rows = found;
      shown = TABLE_STEP;
      draw();
    },
    mark() {
      [...body.children].forEach((node, k) => node.classList.toggle("selected", isSelected(drawn[k])));
    },
  };
}
