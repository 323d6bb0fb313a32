// network.html: actors at fixed places, ties between them from the events in the time shown.

const READABLE_TIES = 70;
const LEAST_GAP = 24;  // pixels between two that are tied
const LEAST_SAID = 3;  // events of a tie, before it is called cooperative or conflictual
const BESIDE_STATES = new Set(["person", "group", "company", "media"]);

async function main() {
  const data = await loadData();
  const state = Object.assign(newState(data), { sort: "events", down: true, people: data.start.people });
  if (data.start.actors.length) state.a = data.parties.findIndex((row) => row[0] === data.start.actors[0]);
  readHash(data, state);
  const ego = data.start.ego;

  const box = $("chart"), stage = $("stage"), tip = $("tip");
  const nodes = new vis.DataSet([]), edges = new vis.DataSet([]);
  const network = new vis.Network(stage, { nodes, edges }, data.vis.options);
  stage.querySelector(".vis-network").tabIndex = -1;  // the chart around it takes the keyboard
  const spots = new Map(data.vis.nodes.map((node) => [node.party ?? node.id, node]));
  let c = colours(), whole = [0, 1], span = null, found = [], ties = [], drawn = [], tie = null, hover = null;
  let camera = { u: 0.5, v: 0.5, zoom: 1, tall: 1 }, least = 0, size = "", shape = new Map(), edgeOf = null, scores = new Map(), playing = 0;
  const measure = textTools(c.sans);

  // -------------------------------------------------------------- places on the screen
  const width = () => box.clientWidth, height = () => (ego && width() < 620 ? 620 : roomFor(box, 300));
  function at(u, v) {
    const w = width(), h = height(), pad = w < 620 ? 34 : 80, top = 30;
    return [w / 2 + (u - camera.u) * (w - 2 * pad) * camera.zoom, h / 2 + (v - camera.v) * (h - top - 44) * camera.zoom * camera.tall];
  }
  function spotOf(node) {
    if (spots.has(node)) return spots.get(node);
    const actor = node - data.parties.length, home = spots.get(data.actors[actor]?.[3]) ?? { u: 0.5, v: 0.5 };
    const turn = actor * 2.399963;  // the golden angle spreads people evenly around their state
    return { u: home.u + 0.06 * Math.cos(turn), v: home.v + 0.085 * Math.sin(turn), person: true };
  }

  // -------------------------------------------------------------- from events to ties
  const nodeId = (node) => (node < data.parties.length ? data.parties[node][0] : data.actors[node - data.parties.length][0]);
  const tieName = (one) => [one.one, one.two].map(nodeId).join("~");
  const shownEvents = () => found.filter((i) => !data.dated[i] || (data.to[i] > state.from && data.from[i] < state.to));

  const isBetweenStates = (one) => [one.one, one.two].every((node) => !BESIDE_STATES.has(data.parties[node]?.[2]));

  function recount() {
    ties = countTies(data, shownEvents(), state.people);
    // How many events a tie needs is the same with people and without: who asks for people sees no less.
    const steady = (state.people ? countTies(data, shownEvents(), false) : ties).filter(isBetweenStates);
    const automatic = steady[READABLE_TIES]?.events.length + 1 || 1;
    const wanted = least || automatic;
    drawn = ties.filter((one) => one.events.length >= wanted);
    if (!drawn.length && !least) drawn = ties.slice(0, READABLE_TIES);
    tie = ties.find((one) => (tie ? one.key === tie.key : [tieName(one), tieName(one).split("~").reverse().join("~")].includes(state.tie))) ?? null;
    if (tie && !drawn.includes(tie)) drawn.push(tie);
    // People without a state, companies and crowds stand beside the states only where people are asked for.
    if (!state.people && state.a < 0) drawn = drawn.filter((one) => one === tie || isBetweenStates(one));
    scores = ego ? new Map() : betweenness(drawn);
    const left = ties.length - drawn.length;
    $("left-out").hidden = left <= 0;
    $("left-out").textContent = `${count(left, "tie")} not drawn, all in the table`;
    $("empty").hidden = ego || ties.length > 0;
    if (!$("empty").hidden) $("empty").replaceChildren(...emptyParts(data, state, found, () => refilter(false, true), () => {
      Object.assign(state, { from: whole[0], to: whole[1], auto: true });
      refilter();
    }));
    for (const row of document.querySelectorAll('.legend [data-for="people"]')) row.hidden = !state.people;
  }

  // -------------------------------------------------------------- drawing
  function layout() {
    const wanted = `${width()}x${height()}`;
    if (wanted !== size) {
      size = wanted;
      stage.style.height = `${height()}px`;
      network.setSize("100%", `${height()}px`);
    }
    if (ego) egoScene();
    else tieScene();
    $("matrix").hidden = ego || !state.matrix;
    stage.hidden = Boolean(state.matrix && !ego);
    $("show-matrix").setAttribute("aria-pressed", String(Boolean(state.matrix)));
    if (!$("matrix").hidden) showMatrix(data, ties.filter((one) => state.people || isBetweenStates(one)), openTie, c);
    Object.assign(stage.dataset, { kind: ego ? "ego" : "ties", nodes: nodes.length, ties: edges.length });
    network.moveTo({ position: { x: width() / 2, y: height() / 2 }, scale: 1 });
    network.redraw();
  }

  function tieScene() {
    const totals = new Map();
    for (const one of drawn) for (const node of [one.one, one.two]) totals.set(node, (totals.get(node) ?? 0) + one.events.length);
    for (const node of [...totals.keys()]) {
      const home = node < data.parties.length ? node : data.actors[node - data.parties.length][3];
      if (!totals.has(home)) totals.set(home, 0);  // a person stands beside its state, though the state itself does nothing here
    }
    const most = Math.max(1, ...totals.values()), mostTie = Math.max(12, drawn[0]?.events.length ?? 1);
    const focus = hover?.node ?? null, near = new Set();
    if (focus !== null) for (const one of drawn) if (one.one === focus || one.two === focus) near.add(one.one).add(one.two);
    shape = new Map();
    for (const [node, total] of totals) {
      const spot = spotOf(node), [x, y] = at(spot.u, spot.v);
      const r = spot.person ? 4 : (width() < 620 ? 4 : 6) + Math.sqrt(total / most) * (width() < 620 ? 9 : 15);
      shape.set(node, { node, x, y, r, total, person: spot.person, kind: spot.kind, dim: focus !== null && !near.has(node) && node !== focus });
    }
    makeGaps();
    const rows = [...shape.values()].map((node) => ({
      id: node.node, x: node.x, y: node.y, size: node.r, shape: node.kind === "organisation" ? "square" : "dot",
      color: { background: node.dim ? c.faint : node.person ? c.neutral : c.soft, border: c.paper }, borderWidth: 1.5,
    }));
    edgeOf = (one) => {
      const balance = balanceOf(one), active = tie === one || hover?.tie === one;
      const dim = !active && ((focus !== null && one.one !== focus && one.two !== focus) || (tie && hover === null && tie !== one));
      const wide = 1 + Math.sqrt(one.events.length / mostTie) * (width() < 620 ? 6 : 9);
      return {
        id: one.key, from: one.one, to: one.two, width: wide + (active ? 1.5 : 0), dashes: balance < -1 / 6 ? [Math.max(6, wide * 2.2), Math.max(4, wide * 0.9)] : false,
        color: { color: balanceColour(balance, c), opacity: dim ? 0.3 : active ? 1 : 0.78, inherit: false },
      };
    };
    addOwn(totals, rows);
    replace(nodes, rows);
    replace(edges, [...drawn.map(edgeOf), ...ownEdges.filter(([a, b]) => shape.has(a) && shape.has(b)).map(([a, b, label], k) => ({ id: `own-${k}`, from: a, to: b, width: 2, dashes: [3, 3], label, font: { size: 12, color: c.ink, strokeColor: c.paper }, color: { color: c.ink, opacity: 0.8, inherit: false } }))]);
  }
  // Between two that are tied there is room to see the tie and to click it.
  function makeGaps() {
    const gapOf = ({ one, two }) => {
      const [a, b] = [shape.get(one), shape.get(two)];
      return [a, b, Math.hypot(b.x - a.x, b.y - a.y) || 1, a.person || b.person ? 0 : a.r + b.r + LEAST_GAP];
    };
    for (let round = 0, moved = true; moved && round < 60; round++) {
      moved = false;
      for (const [a, b, away, wanted] of drawn.map(gapOf)) {
        if (away >= wanted) continue;
        const push = (wanted + 0.5 - away) / 2 / away, [dx, dy] = [(b.x - a.x || 0.1) * push, (b.y - a.y) * push];
        moved = true;
        Object.assign(a, { x: a.x - dx, y: a.y - dy });
        Object.assign(b, { x: b.x + dx, y: b.y + dy });
      }
    }
    const gaps = drawn.map(gapOf).filter(([, , , wanted]) => wanted).map(([a, b, away]) => away - a.r - b.r);
    stage.dataset.gap = gaps.length ? Math.min(...gaps) : "";
  }

  // The tie that is chosen or pointed at lies over all others.
  function drawChosen(ctx) {
    const one = hover?.tie ?? tie, [a, b] = one ? [shape.get(one.one), shape.get(one.two)] : [];
    if (!a || !b || !edgeOf) return;
    const edge = edgeOf(one), away = Math.hypot(b.x - a.x, b.y - a.y) || 1, [ux, uy] = [(b.x - a.x) / away, (b.y - a.y) / away];
    for (const [width, colour, dashes] of [[edge.width + 4, c.paper, []], [edge.width, edge.color.color, edge.dashes || []]]) {
      ctx.lineWidth = width;
      ctx.strokeStyle = colour;
      ctx.setLineDash(dashes);
      ctx.beginPath();
      ctx.moveTo(a.x + ux * (a.r + 1), a.y + uy * (a.r + 1));
      ctx.lineTo(b.x - ux * (b.r + 1), b.y - uy * (b.r + 1));
      ctx.stroke();
    }
    ctx.setLineDash([]);
  }

  // What a user added to the network: nodes at their place or beside what they are tied to, and edges.
  const byId = new Map(data.vis.nodes.filter((node) => node.party !== undefined).map((node) => [node.id, node.party]));
  const ownEdges = ego ? [] : data.vis.edges.map((edge) => [byId.get(edge.from) ?? edge.from, byId.get(edge.to) ?? edge.to, edge.title ?? edge.label ?? ""]);
  function addOwn(totals, rows) {
    for (const [a, b] of ownEdges) for (const node of [a, b]) if (typeof node === "number" && !shape.has(node) && spots.has(node)) addShape(node, rows);
    for (const node of data.vis.nodes) {
      if (node.party !== undefined || ego) continue;
      const tied = ownEdges.flatMap(([a, b]) => (a === node.id ? [b] : b === node.id ? [a] : [])).map((other) => spots.get(other)).find((other) => other?.u !== undefined);
      const spot = node.u !== undefined ? node : { u: (tied?.u ?? 0.5) + 0.07, v: (tied?.v ?? 0.5) - 0.09 };
      addShape(node.id, rows, { ...node, ...spot, own: true });
    }
  }
  function addShape(node, rows, spot = spotOf(node)) {
    const [x, y] = at(spot.u, spot.v);
    shape.set(node, { node, x, y, r: 7, total: 0, kind: spot.kind, label: spot.own ? String(spot.label) : undefined, note: spot.own ? String(spot.title ?? spot.label) : undefined });
    rows.push({ id: node, x, y, size: 7, shape: "diamond", color: { background: spot.color ?? c.accent, border: c.paper }, borderWidth: 1.5 });
  }

  // Replace rows of a data set; only what changed is sent.
  function replace(set, rows) {
    const kept = new Set(rows.map((row) => row.id));
    set.remove(set.getIds().filter((id) => !kept.has(id)));
    set.update(rows);
  }

  // Names stand below, above or beside their nodes, over no other name and no node; one that finds no room waits for the pointer.
  function drawNames(ctx) {
    const taken = [...shape.values()].map((node) => ({ node, box: [node.x - node.r, node.y - node.r, node.x + node.r, node.y + node.r] }));
    const order = [...shape.values()].sort((a, b) => (b.node === hover?.node) - (a.node === hover?.node) || Boolean(a.person) - Boolean(b.person) || b.total - a.total || (a.node < b.node ? -1 : 1));
    ctx.textAlign = "center";
    ctx.textBaseline = "middle";
    for (const node of order) {
      if (node.x < 0 || node.x > width() || node.y < 0 || node.y > height()) continue;
      const small = node.person || width() < 620, size = small ? 12 : node.r > 13 ? 14 : 13;
      ctx.font = small ? `${size}px ${c.sans}` : `600 ${size}px ${c.sans}`;
      const text = node.label ?? shortNode(data, node.node), half = ctx.measureText(text).width / 2 + 2, off = node.r + 4;
      const spots = [[0, off + 6], [0, -off - 6], [half + off, 0], [-half - off, 0], ...[0.4, -0.4, 0.8, -0.8].flatMap((part) => [[half * part, off + 6], [half * part, -off - 6]]), [half + off, 9], [-half - off, 9], [half + off, -9], [-half - off, -9]].map(([dx, dy]) => [clamp(node.x + dx, half + 2, width() - half - 2), node.y + dy]);
      const room = (names) => ([x, y]) => {
        const box = [x - half, y - 8, x + half, y + 8];
        return !taken.some((other) => (names ? other.name : true) && box[0] < other.box[2] && other.box[0] < box[2] && box[1] < other.box[3] && other.box[1] < box[3]);
      };
      const main = order.indexOf(node) < 6;  // the main actors have their names even where that covers a small node
      const free = spots.find(room(false)) ?? (main ? spots.find(room(true)) : null) ?? (node.node === hover?.node ? spots[0] : null);
      if (!free) continue;
      taken.push({ node, name: true, box: [free[0] - half, free[1] - 8, free[0] + half, free[1] + 8] });
      ctx.lineJoin = "round";
      ctx.lineWidth = 4;
      ctx.strokeStyle = c.paper;
      ctx.strokeText(text, ...free);
      ctx.fillStyle = node.dim ? c.soft : c.ink;
      ctx.fillText(text, ...free);
    }
    stage.dataset.names = taken.length - shape.size;
    ctx.textAlign = "left";
  }

  network.on("beforeDrawing", (ctx) => {
    if (!state.people || ego) return;
    ctx.strokeStyle = c.faint;
    for (const node of shape.values()) {
      const home = node.person && shape.get(data.actors[node.node - data.parties.length][3]);
      if (!home) continue;
      ctx.beginPath();
      ctx.moveTo(node.x, node.y);
      ctx.lineTo(home.x, home.y);
      ctx.stroke();
    }
  });
  network.on("afterDrawing", (ctx) => {
    if (!size) return;
    if (ego) paintEgo(ctx, data, shape, measure, c, hover?.id);
    else {
      drawChosen(ctx);
      drawNames(ctx);
      if (tie) for (const node of [tie.one, tie.two]) ring(ctx, shape.get(node));
      for (const [node] of goBetweens()) ring(ctx, shape.get(node), c.accent);
    }
    document.documentElement.dataset.drawn = String(Number(document.documentElement.dataset.drawn ?? 0) + 1);
  });
  const goBetweens = () => [...scores].filter(([node, score]) => score > 0.03 && node < data.parties.length).sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, 5);
  function ring(ctx, node, colour = c.ink) {
    if (!node) return;
    ctx.strokeStyle = colour;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(node.x, node.y, node.r + 4, 0, 2 * Math.PI);
    ctx.stroke();
  }

  function egoScene() {
    shape = egoBoxes(data, measure, at, width() < 620);
    replace(nodes, [...shape.values()].map((node) => ({ id: node.id, x: node.x, y: node.y, shape: "dot", size: 1, color: { background: c.paper, border: c.paper } })));
    replace(edges, data.vis.edges.map((edge, k) => ({ id: k, from: edge.from, to: edge.to, width: 1.5, color: { color: c.faint, opacity: 1, inherit: false } })));
  }

  // -------------------------------------------------------------- state
  const brush = makeBrush(data, (from, to) => {
    Object.assign(state, { from, to, auto: false });
    changedTime();
  });
  const sortChanged = () => writeHash(data, state);
  const table = ego
    ? makeTable({ data, state, columns: EVENT_COLUMNS, one: "event", select: (i) => select(i), isSelected: (i) => i === state.selected, sortChanged })
    : makeTable({ data, state, columns: TIE_COLUMNS, one: "tie", select: (one) => openTie(one), isSelected: (one) => one.key === tie?.key, sortChanged });
  $("table-title").textContent = ego ? "The event and those related to it" : "Ties in view";
  document.body.classList.toggle("ego", ego);
  const describe = debounced(120, () => {
    table.set(ego ? found : ties);
    writeHash(data, state);
  });
  const draw = onceAFrame(layout);
  const changedTime = () => {
    recount();
    summary();
    draw();
    if (state.selected < 0) showPanel();
    describe();
  };

  function refilter(first, refit) {
    found = filtered(data, state);
    span = extent(data, found);
    whole = wholeTime(data, state);
    settleTime(data, state, whole, () => whole);
    recount();
    brush.set(state.from, state.to);
    brush.setData(whole, found);
    if (first || refit) fit();
    showControls(data, state);
    showChips(data, state, () => refilter());
    $("people").checked = state.people;
    summary();
    if (first) return;
    showPanel();
    draw();
    describe();
  }

  function summary() {
    const events = shownEvents(), parties = new Set();
    let mentions = 0;
    for (const i of events) {
      mentions += data.e.n[i];
      for (const party of [...data.actorParties[i], ...data.recipientParties[i]]) parties.add(party);
    }
    const parts = [`${count(parties.size, "actor")}${ego ? "" : `, ${count(ties.length, "tie")}`}`, count(events.length, "event"), count(mentions, "mention")];
    if (span) parts.push(spanText(span, state));
    $("summary").replaceChildren(parts.slice(0, 2).join(" · "), el("span", { class: "extra" }, ["", ...parts.slice(2)].join(" · ")));
    if (ego) return;
    showLead(data, { a: state.a, b: -1 });
    const [most] = ties, [middle] = goBetweens(), named = (node) => data.called[node] ?? nodeLabel(data, node);
    if (most && state.a < 0) {
      const text = `${named(most.one)} and ${named(most.two)} deal most with each other${middle ? `, ${named(middle[0])} links most of the others` : ""}`;
      showHeadline(text[0].toUpperCase() + text.slice(1));
    }
    $("relation").hidden = state.a < 0 || data.title.startsWith(data.parties[state.a][1]);
    $("relation").textContent = state.a < 0 ? "" : `The ties of ${data.called[state.a] ?? data.parties[state.a][1]}`;
  }

  // -------------------------------------------------------------- the panel
  function openTie(one) {
    tie = one;
    state.tie = one ? tieName(one) : "";
    state.selected = -1;
    if (tie && !drawn.includes(tie)) recount();
    showPanel();
    table.mark();
    draw();
    writeHash(data, state, true);
    if (tie) $("live").textContent = `${tieLabel(data, tie)}: ${count(tie.events.length, "event")}`;
  }
  function select(i) {
    state.selected = i;
    if (i < 0) {
      tie = null;
      state.tie = "";
    }
    showPanel();
    draw();
    table.mark();
    writeHash(data, state);
    if (i >= 0) $("live").textContent = `${whenOf(data, i)}: ${data.e.head[i]}`;
  }
  const story = () => (tie ? [...tie.events].sort((a, b) => data.from[a] - data.from[b] || a - b) : found);
  function showPanel() {
    const panel = $("panel-body"), events = story(), place = events.indexOf(state.selected);
    document.body.classList.toggle("open", state.selected >= 0 || Boolean(tie));
    $("position").textContent = place >= 0 ? `${numbers.format(place + 1)} of ${numbers.format(events.length)}` : count(events.length, "event");
    $("previous").disabled = !events.length || place === 0;
    $("next").disabled = !events.length || place === events.length - 1;
    $("close").hidden = state.selected < 0 && !tie;
    if (state.selected >= 0) {
      const back = tie ? el("p", {}, el("button", { type: "button", class: "event-link back", click: () => openTie(tie) }, `‹ ${tieLabel(data, tie)}`)) : null;
      panel.replaceChildren(...[back, ...eventParts(data, state.selected, select)].filter(Boolean));
    } else if (tie) panel.replaceChildren(...storyLink(), ...tieParts(data, tie, select));
    else panel.replaceChildren(...overview());
    $("panel").scrollTop = 0;
  }
  function storyLink() {
    if (!data.start.beside || [tie.one, tie.two].some((node) => node >= data.parties.length)) return [];
    const address = new URLSearchParams({ a: nodeId(tie.one), b: nodeId(tie.two) });
    return [el("p", {}, el("a", { href: `${data.start.beside}#${address}` }, "Their story on the timeline"))];
  }
  function overview() {
    if (!ties.length) return [el("h2", {}, "Nothing matches"), el("p", { class: "note" }, "No tie passes all filters. Loosen one, or reset them.")];
    const list = (title, some) => [
      el("h3", {}, title),
      el("ul", { class: "plain pairs" }, ...some.map((one) => el("li", {}, el("button", { type: "button", class: "pair", click: () => openTie(one) }, el("span", {}, tieLabel(data, one)), el("span", { class: "number" }, numbers.format(one.events.length))), shareBar(one, "pair-bar")))),
    ];
    const net = (one) => one.events.reduce((sum, i) => sum + valueOf(data, i), 0) / one.events.length;
    const enough = ties.filter((one) => one.events.length >= LEAST_SAID).map((one) => [one, net(one)]);
    const towards = (sign) => enough.filter(([, mean]) => mean * sign > 0.5).sort((a, b) => sign * (b[1] - a[1]) || b[0].events.length - a[0].events.length).slice(0, 4).map(([one]) => one);
    const between = goBetweens(), [good, bad] = [towards(1), towards(-1)];
    return [
      el("h2", {}, "At a glance"),
      ...list("Busiest ties", ties.slice(0, 5)),
      ...(between.length ? [
        el("h3", {}, "Go-betweens"),
        el("p", { class: "note" }, "Ringed: on the paths between others."),
        el("ul", { class: "plain pairs" }, ...between.map(([node, score]) => el("li", {}, el("button", { type: "button", class: "pair", click: () => openBroker(node) }, el("span", {}, nodeLabel(data, node)), el("span", { class: "number" }, `${Math.round(100 * score)} %`))))),
      ] : []),
      ...(good.length ? list(`Most cooperative, of ${LEAST_SAID} events or more`, good) : []),
      el("h3", {}, `Most conflictual, of ${LEAST_SAID} events or more`),
      ...(bad.length ? list("", bad).slice(1) : [el("p", { class: "note" }, "No tie is, on balance.")]),
    ];
  }
  function openBroker(node) {
    tie = null;
    state.selected = -1;
    document.body.classList.add("open");
    $("close").hidden = false;
    $("panel-body").replaceChildren(el("h2", { dir: "auto" }, nodeLabel(data, node)), ...brokerParts(data, node, drawn, shownEvents(), scores.get(node), select));
    $("panel").scrollTop = 0;
  }
  function step(by) {
    const events = story(), place = events.indexOf(state.selected);
    if (events.length) select(events[place < 0 ? (by > 0 ? 0 : events.length - 1) : clamp(place + by, 0, events.length - 1)]);
  }
  $("previous").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("close").addEventListener("click", () => (state.selected >= 0 && tie ? openTie(tie) : select(-1)));

  // -------------------------------------------------------------- pointer
  function hit(event) {
    const on = stage.getBoundingClientRect(), px = event.clientX - on.left, py = event.clientY - on.top, touch = event.pointerType === "touch" ? 10 : 3;
    if (ego) {
      const node = [...shape.values()].find((one) => Math.abs(one.x - px) < one.w / 2 && Math.abs(one.y - py) < one.h / 2);
      return node ? { id: node.id, event: node.event } : null;
    }
    for (const node of shape.values()) if (Math.hypot(node.x - px, node.y - py) < node.r + touch) return { node: node.node };
    let best = null, nearest = 5 + touch;
    for (const one of drawn) {
      const [a, b] = [shape.get(one.one), shape.get(one.two)];
      const long = (b.x - a.x) ** 2 + (b.y - a.y) ** 2 || 1, share = clamp(((px - a.x) * (b.x - a.x) + (py - a.y) * (b.y - a.y)) / long, 0, 1);
      const away = Math.hypot(a.x + share * (b.x - a.x) - px, a.y + share * (b.y - a.y) - py);
      if (away < nearest) [best, nearest] = [{ tie: one }, away];
    }
    return best;
  }
  const sameHit = (a, b) => a?.node === b?.node && a?.tie === b?.tie && a?.id === b?.id;
  function tooltip(event) {
    tip.hidden = !hover || ego;
    if (tip.hidden) return;
    const one = hover.tie;
    const own = !one && shape.get(hover.node)?.note;
    if (own) return tip.replaceChildren(el("strong", { dir: "auto" }, own));
    const total = one ? one.events.length : shape.get(hover.node)?.total ?? 0;
    tip.replaceChildren(el("strong", { dir: "auto" }, one ? tieLabel(data, one) : nodeLabel(data, hover.node)), el("span", { class: "date" }, one ? `${count(total, "event")}: ${tieWords(one)}` : `${count(total, "event")} in the ties drawn`));
    const on = box.getBoundingClientRect(), x = event.clientX - on.left, y = event.clientY - on.top;
    tip.style.left = `${clamp(x + 14, 4, Math.max(4, on.width - tip.offsetWidth - 6))}px`;
    tip.style.top = `${y + tip.offsetHeight + 24 > on.height ? Math.max(4, y - tip.offsetHeight - 12) : y + 16}px`;
  }
  let drag = null;
  stage.addEventListener("pointerdown", (event) => (drag = { x: event.clientX, y: event.clientY, at: event.timeStamp, ...camera, moved: false }));
  stage.addEventListener("pointermove", (event) => {
    if (drag && event.pointerType !== "touch") {
      if (!drag.moved && Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < 5) return;
      if (!drag.moved) stage.setPointerCapture(event.pointerId);
      drag.moved = true;
      camera = { ...camera, u: drag.u - (event.clientX - drag.x) / (width() * camera.zoom), v: drag.v - (event.clientY - drag.y) / (height() * camera.zoom * camera.tall) };
      return draw();
    }
    const before = hover;
    hover = hit(event);
    stage.style.cursor = hover ? "pointer" : "";
    if (!sameHit(before, hover)) draw();
    tooltip(event);
  });
  stage.addEventListener("pointercancel", () => (drag = null));
  stage.addEventListener("pointerup", (event) => {
    if (!drag) return;
    const moved = drag.moved || (event.pointerType === "touch" && (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) > TAP.distance || event.timeStamp - drag.at > TAP.milliseconds));
    drag = null;
    if (moved) return;
    const on = hit(event);
    if (ego) return on?.event !== undefined ? select(on.event) : undefined;
    tip.hidden = true;
    if (on?.tie) openTie(on.tie);
    else if (on?.node !== undefined && on.node < data.parties.length) {
      state.a = state.a === on.node ? -1 : on.node;
      state.auto = true;
      tie = null;
      refilter(false, true);
    } else select(-1);
  });
  stage.addEventListener("pointerleave", () => {
    hover = null;
    tip.hidden = true;
    draw();
  });
  function zoom(factor) {
    camera.zoom = clamp(camera.zoom * factor, 0.5, 8);
    draw();
  }
  stage.addEventListener("wheel", (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    zoom(Math.exp(-clamp(event.deltaY, -60, 60) * 0.008));
  }, { passive: false });
  // The view that holds all that is drawn now; the actors keep their places in it.
  function fit() {
    camera = { u: 0.5, v: 0.5, zoom: 1, tall: 1 };
    const used = ego ? [] : [...new Set(drawn.flatMap((one) => [one.one, one.two]))].map(spotOf);
    if (used.length < 2) return;
    const [us, vs] = [used.map((spot) => spot.u), used.map((spot) => spot.v)];
    const [left, right, top, bottom] = [Math.min(...us), Math.max(...us), Math.min(...vs), Math.max(...vs)];
    const zoom = clamp(1 / (right - left || 1), 1, 3), tall = clamp(1 / (bottom - top || 1), 1, 3.5) / zoom;
    camera = { u: (left + right) / 2, v: (top + bottom) / 2, zoom, tall: clamp(tall, 0.4, 2.5) };
  }
  const home = () => {
    fit();
    draw();
  };
  $("show-matrix").addEventListener("click", () => {
    state.matrix = !state.matrix;
    layout();
    writeHash(data, state, true);
  });
  // A window of a twelfth of the time moves over all of it; actors keep their places.
  function stop() {
    clearInterval(playing);
    playing = 0;
    $("play").textContent = "▶ Play";
  }
  $("play").addEventListener("click", () => {
    if (playing) return stop();
    const long = Math.max(30, (whole[1] - whole[0]) / 12), pace = matchMedia("(prefers-reduced-motion: reduce)").matches ? [1000, 1] : [120, 0.12];
    let from = state.to - state.from > long * 1.5 || state.to >= whole[1] - 1 ? whole[0] : state.from;
    $("play").textContent = "❚❚ Stop";
    playing = setInterval(() => {
      if (from + long > whole[1]) {  // at the end all of time is shown again
        stop();
        Object.assign(state, { from: whole[0], to: whole[1], auto: true });
        brush.set(...whole);
        return changedTime();
      }
      Object.assign(state, { from, to: from + long, auto: false });
      brush.set(from, from + long);
      changedTime();
      from += long * pace[1];
    }, pace[0]);
  });
  $("zoom-in").addEventListener("click", () => zoom(1.5));
  $("zoom-out").addEventListener("click", () => zoom(1 / 1.5));
  $("zoom-all").addEventListener("click", home);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape") return typing ? event.target.blur() : $("close").click();
    if (typing || event.target.getAttribute("role") === "slider") return;
    const actions = { ArrowRight: () => step(1), ArrowLeft: () => step(-1), n: () => step(1), p: () => step(-1), "+": () => zoom(1.5), "=": () => zoom(1.5), "-": () => zoom(1 / 1.5), 0: home, "/": () => $("search").focus() };
    if (!actions[event.key]) return;
    event.preventDefault();
    actions[event.key]();
  });

  // -------------------------------------------------------------- the rest
  $("least").addEventListener("change", () => {
    least = Number($("least").value);
    changedTime();
  });
  $("people").addEventListener("change", () => {
    state.people = $("people").checked;
    tie = null;
    refilter();
  });
  for (const kind of ["png", "svg"]) {
    $(`save-${kind}`).addEventListener("click", () => savePicture({
      width: width(), height: height(), title: pictureTitle(data), subtitle: $("summary").textContent, source: sourceLine(data, state, shownEvents()), legend: ego ? eventLegend(c) : tieLegend(c),
      paint(ctx) {
        if (ego) {
          paintLines(ctx, data.vis.edges.map((edge) => [shape.get(edge.from), shape.get(edge.to)]), c);
          return paintEgo(ctx, data, shape, measure, c, null);
        }
        paintTies(ctx, drawn, shape, tie, c, edgeOf);
        drawNames(ctx);
      },
    }, kind, viewName(data, state, `.${kind}`)));
  }
  $("save-csv").addEventListener("click", () => saveTable(data, tie ? tie.events : shownEvents(), viewName(data, state, ".csv")));
  const recolour = () => (c = colours());
  followScreen(recolour, layout, () => {
    brush.redraw();
    draw();
  });
  addEventListener("popstate", () => {
    Object.assign(state, newState(data), { sort: "events", down: true, people: data.start.people });
    tie = null;
    readHash(data, state);
    refilter(false, true);
  });
  if (ego && state.selected < 0 && width() > 620) state.selected = data.indexOf(data.start.event);
  if (state.query) await loadLate(data);
  refilter(true);
  layout();
  await nextFrame();
  await loadLate(data);
  bindControls(data, state, (newActor) => {
    if (newActor) state.auto = true;
    tie = null;
    refilter(false, newActor);
  });
  showControls(data, state);
  $("people").checked = state.people;
  showPanel();
  table.set(ego ? found : ties);
  writeHash(data, state);
  bindShare();
  document.documentElement.dataset.ready = "yes";
}

begin(main);
