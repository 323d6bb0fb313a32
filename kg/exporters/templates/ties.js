// Ties between actors: counted from the events in view, and how they are drawn.

// One tie for each pair: its events, and how many of them are cooperative, neutral and conflictual. `idsOf` names the nodes.
function countTies(data, indexes, people) {
  const ties = new Map();
  const unit = (actor) => (data.actors[actor][2] === "person" ? data.parties.length + data.person[actor] : data.actors[actor][3]);
  for (const i of indexes) {
    for (const [one, two] of people ? pairsOf(data.e.ties[i], unit) : data.pairs[i]) {
      const key = `${one}-${two}`;
      let tie = ties.get(key);
      if (!tie) ties.set(key, (tie = { key, one, two, events: [], up: 0, flat: 0, down: 0 }));
      tie.events.push(i);
      if (data.e.sign[i] > 0) tie.up++;
      else if (data.e.sign[i] < 0) tie.down++;
      else tie.flat++;
    }
  }
  return [...ties.values()].sort((a, b) => b.events.length - a.events.length || a.one - b.one || a.two - b.two);
}

const balanceOf = (tie) => (tie.up - tie.down) / tie.events.length;
const nodeLabel = (data, node) => (node < data.parties.length ? data.parties[node][1] : data.actors[node - data.parties.length][1]);
const tieLabel = (data, tie) => `${nodeLabel(data, tie.one)} – ${nodeLabel(data, tie.two)}`;

// Colour by balance: conflict, balanced, cooperation, with two steps between.
function mixed(one, two, share) {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const [a, b] = [parts(one), parts(two)];
  return `rgb(${a.map((value, k) => Math.round(value + (b[k] - value) * share)).join(",")})`;
}
function balanceColour(balance, c) {
  const step = Math.round(clamp(balance, -1, 1) * 3) / 3;
  return step >= 0 ? mixed(c.neutral, c.coop, step) : mixed(c.neutral, c.conf, -step);
}

function shareBar(tie, cls) {
  const bar = el("span", { class: cls, "aria-hidden": "true" }, el("i", { class: "coop" }), el("i", { class: "neutral" }), el("i", { class: "conf" }));
  [tie.up, tie.flat, tie.down].forEach((part, k) => (bar.children[k].style.flexGrow = part));
  return bar;
}

const TIE_COLUMNS = {
  tie: { label: "Tie", text: tieLabel, cell: (data, tie, select) => el("button", { type: "button", class: "event-link", click: () => select(tie) }, tieLabel(data, tie)) },
  events: { label: "Events", text: (data, tie) => numbers.format(tie.events.length), order: (data, tie) => tie.events.length, number: true },
  cooperative: { label: "Cooperative", text: (data, tie) => numbers.format(tie.up), order: (data, tie) => tie.up, number: true },
  neutral: { label: "Neutral", text: (data, tie) => numbers.format(tie.flat), order: (data, tie) => tie.flat, number: true },
  conflictual: { label: "Conflictual", text: (data, tie) => numbers.format(tie.down), order: (data, tie) => tie.down, number: true },
  balance: { label: "Balance", text: (data, tie) => scoreText(Math.round(balanceOf(tie) * 100) / 100), order: (data, tie) => balanceOf(tie), number: true },
  share: { label: "Share", text: () => "", order: (data, tie) => tie.up / tie.events.length, cell: (data, tie) => shareBar(tie, "share") },
};

const tieWords = (tie) => [[tie.up, "cooperative"], [tie.flat, "neutral"], [tie.down, "conflictual"]].filter(([n]) => n).map(([n, word]) => `${numbers.format(n)} ${word}`).join(" · ");

// The panel for a tie: its balance, who did how much to whom, and its events with the first sentence of each.
function tieParts(data, tie, select) {
  const parties = tie.one < data.parties.length && tie.two < data.parties.length;
  const directions = parties ? directed(data, tie) : [];
  const most = 40, shown = tie.events.length > most ? [...tie.events].sort((a, b) => data.e.weight[b] - data.e.weight[a]).slice(0, most) : [...tie.events];
  shown.sort((a, b) => data.from[a] - data.from[b] || a - b);
  return [
    el("h2", { dir: "auto" }, tieLabel(data, tie)),
    shareBar(tie, "shares"),
    el("p", { class: "note" }, `${count(tie.events.length, "event")}: ${tieWords(tie)}`),
    ...(directions.length ? [el("ul", { class: "plain note" }, ...directions.map((text) => el("li", {}, text)))] : []),
    el("h3", {}, tie.events.length > most ? `The ${most} events that stand out most` : "Events"),
    el("ol", { class: "events plain" }, ...shown.map((i) => {
      const first = data.late.ev[i][0];
      const quote = first ? markedSentence(first) : null;
      if (quote) quote.className = "sentence";
      return el("li", {}, el("span", { class: `dot ${SIGN_KEYS[data.e.sign[i]]}` }), el("div", {}, el("span", { class: "date" }, whenOf(data, i)), eventButton(data, i, select), quote));
    })),
  ];
}

function directed(data, tie) {
  let there = 0, back = 0, mutual = 0;
  for (const i of tie.events) {
    const acts = (from, to) => data.e.ties[i].some(([one, two]) => data.actors[one][3] === from && data.actors[two][3] === to);
    const forth = acts(tie.one, tie.two), answer = acts(tie.two, tie.one);
    if (data.e.mutual[i] || (forth && answer)) mutual++;
    else if (forth) there++;
    else back++;
  }
  const [one, two] = [nodeLabel(data, tie.one), nodeLabel(data, tie.two)];
  return [[there, `${one} → ${two}`], [back, `${two} → ${one}`], [mutual, "together"]].filter(([n]) => n).map(([n, text]) => `${text}: ${numbers.format(n)}`);
}

// The ties and nodes as they are seen, on a context of any kind: for a file.
function paintTies(ctx, drawn, shape, tie, c, edgeOf) {
  for (const one of drawn) {
    const [a, b] = [shape.get(one.one), shape.get(one.two)], edge = edgeOf(one);
    ctx.globalAlpha = edge.color.opacity;
    ctx.strokeStyle = edge.color.color;
    ctx.lineWidth = edge.width;
    ctx.setLineDash(edge.dashes || []);
    ctx.beginPath();
    ctx.moveTo(a.x, a.y);
    ctx.lineTo(b.x, b.y);
    ctx.stroke();
  }
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1.5;
  for (const node of shape.values()) {
    ctx.beginPath();
    if (node.kind === "organisation") ctx.rect(node.x - node.r, node.y - node.r, 2 * node.r, 2 * node.r);
    else ctx.arc(node.x, node.y, node.r, 0, 2 * Math.PI);
    ctx.fillStyle = node.dim ? c.faint : node.person ? c.neutral : c.soft;
    ctx.fill();
    ctx.strokeStyle = c.paper;
    ctx.stroke();
  }
}
function paintLines(ctx, pairs, c) {
  ctx.strokeStyle = c.faint;
  ctx.lineWidth = 1.5;
  for (const [a, b] of pairs) {
    ctx.beginPath();
    ctx.moveTo(a.x, a.y);
    ctx.lineTo(b.x, b.y);
    ctx.stroke();
  }
}

const tieLegend = (c) => [
  ...[["coop", "mostly cooperation", []], ["neutral", "balanced", []], ["conf", "mostly conflict", [5, 3]]].map(([key, words, dash]) => [(ctx, x, y) => {
    ctx.strokeStyle = c[key];
    ctx.lineWidth = 4;
    ctx.setLineDash(dash);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x + 16, y);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.lineWidth = 1;
  }, words]),
  ...[[(ctx, x, y) => ctx.arc(x + 8, y, 6, 0, 2 * Math.PI), "state"], [(ctx, x, y) => ctx.rect(x + 2, y - 6, 12, 12), "organisation"]].map(([trace, words]) => [(ctx, x, y) => {
    ctx.fillStyle = c.soft;
    ctx.beginPath();
    trace(ctx, x, y);
    ctx.fill();
  }, words]),
];
