// The same ties as a table of everybody with everybody: beyond some fifteen actors lines hide each other, cells do not.

const MATRIX = 24;

// Fill the table with the busiest actors, those that deal with each other side by side; `open(tie)` opens a cell.
function showMatrix(data, ties, open, c) {
  const totals = new Map(), by = new Map();
  for (const tie of ties) {
    by.set(pairKey(tie.one, tie.two), tie);
    for (const node of [tie.one, tie.two]) totals.set(node, (totals.get(node) ?? 0) + tie.events.length);
  }
  const busiest = [...totals.keys()].sort((a, b) => totals.get(b) - totals.get(a) || a - b).slice(0, MATRIX);
  const order = [];  // each next one is that which deals most with those before it
  for (const left = new Set(busiest); left.size; ) {
    const tied = (node) => order.slice(-4).reduce((sum, other) => sum + (by.get(pairKey(node, other))?.events.length ?? 0), 0);
    const next = [...left].sort((a, b) => tied(b) - tied(a) || totals.get(b) - totals.get(a))[0];
    left.delete(next);
    order.push(next);
  }
  const most = Math.max(1, ...ties.map((tie) => tie.events.length));
  const cell = (a, b) => {
    const tie = by.get(pairKey(a, b));
    if (a === b || !tie) return el("td", { class: a === b ? "same" : null });
    const button = el("button", { type: "button", "aria-label": `${tieLabel(data, tie)}: ${count(tie.events.length, "event")}, ${tieWords(tie)}`, title: `${tieLabel(data, tie)}: ${tieWords(tie)}`, click: () => open(tie) }, numbers.format(tie.events.length));
    const balance = balanceOf(tie), key = balance > 1 / 6 ? "coop" : balance < -1 / 6 ? "conf" : "neutral", share = 0.25 + 0.75 * Math.sqrt(tie.events.length / most);
    button.style.background = mixed(c.paper, c[key], share * 0.55);
    if (key === "conf") button.style.textDecoration = "underline";
    return el("td", {}, button);
  };
  $("matrix").replaceChildren(el("table", {},
    el("caption", {}, `Events between the ${order.length} busiest actors; blue: mostly cooperation, grey: balanced, orange and underlined: mostly conflict. A cell opens the tie.`),
    el("thead", {}, el("tr", {}, el("td", {}), ...order.map((node) => el("th", { scope: "col" }, el("span", {}, shortNode(data, node)))))),
    el("tbody", {}, ...order.map((a) => el("tr", {}, el("th", { scope: "row" }, shortNode(data, a)), ...order.map((b) => cell(a, b))))),
  ));
}

const shortNode = (data, node) => (node < data.parties.length ? shortName(data, node) : nodeLabel(data, node));
