// timeline.html: the window of time, the scene in it, and what the pointer and the keyboard do.

async function main() {
  const data = await loadData();
  const state = newState(data);
  const only = data.start.actors.map((id) => data.parties.findIndex((row) => row[0] === id)).filter((p) => p >= 0);
  if (only.length === 1 || only.length === 2) [state.a, state.b] = [only[0], only[1] ?? -1];
  if (data.start.event) state.selected = data.indexOf(data.start.event);
  readHash(data, state);

  const box = $("chart"), stage = $("stage"), tip = $("tip");
  const nodes = new vis.DataSet([]), edges = new vis.DataSet([]);
  const network = new vis.Network(stage, { nodes, edges }, data.vis.options);
  stage.querySelector(".vis-network").tabIndex = -1;  // the chart around it takes the keyboard
  let c = colours(), whole = null, span = null, found = [], beside = [], scene = null, hover = null, story = [], drawnNodes = new Set(), size = "";
  const measure = textTools(c.sans);

  function view() {
    const width = box.clientWidth, phone = width < 620, left = phone ? 10 : 192, right = width - (phone ? 10 : 18);
    const { from, to } = state;
    return {
      data, state, found, beside: beside.filter(inWindow), measure, hover, width, phone, left, right, from, to, axis: 24, inView: [], only: only.length > 2 ? only : [],
      room: clamp(window.innerHeight - 330, 440, 780),
      x: (day) => left + ((day - from) / (to - from)) * (right - left),
      day: (px) => from + ((px - left) / (right - left)) * (to - from),
    };
  }
  const inWindow = (i) => data.dated[i] && data.to[i] > state.from && data.from[i] < state.to;
  let now = view();

  // -------------------------------------------------------------- drawing
  function layout() {
    now = view();
    const inView = found.filter(inWindow);
    now.inView = inView;
    scene = state.a >= 0 && state.b >= 0 ? storyScene(now) : laneScene(now);
    scene.inView = inView;
    $("empty").hidden = inView.length > 0;
    const features = [scene.kind, state.modalities.size > 1 || state.doubtful ? "dashed" : "", scene.kind === "bars" ? (scene.story ? "storybars" : "lanebars") : ""];
    if (scene.kind !== "bars" && !scene.story && state.a < 0) features.push("lanes");
    if (scene.togetherTop) features.push("together");
    for (const row of document.querySelectorAll(".legend [data-for]")) row.hidden = !row.dataset.for.split(" ").some((name) => features.includes(name));
    if (!inView.length) scene.height = 260;
    putNodes();
    Object.assign(stage.dataset, { kind: (scene.story ? "story " : "") + scene.kind, nodes: nodes.length, lanes: scene.lanes.length });
    const wanted = `${now.width}x${Math.ceil(scene.height)}`;
    if (wanted !== size) {
      size = wanted;
      stage.style.height = `${Math.ceil(scene.height)}px`;
      network.setSize("100%", `${Math.ceil(scene.height)}px`);
    }
    network.moveTo({ position: { x: now.width / 2, y: Math.ceil(scene.height) / 2 }, scale: 1 });
    network.redraw();
  }

  // Single exact events are nodes of vis-network, never more than a few hundred.
  function putNodes() {
    const rows = [];
    for (const mark of scene.marks) {
      if (!mark.big || rows.length >= 600) continue;
      mark.node = true;
      const key = c[SIGN_KEYS[mark.sign]], empty = mark.hollow || mark.unreal;
      const color = { background: empty ? c.paper : key, border: empty ? key : c.paper };
      rows.push({
        id: `${mark.i}/${mark.lane}`, x: mark.x, y: mark.y, shape: mark.sign > 0 ? "dot" : mark.sign ? "diamond" : "square",
        size: mark.r * (mark.sign > 0 ? 1 : mark.sign ? 1.25 : 0.85), color, shapeProperties: { borderDashes: mark.unreal ? [2.5, 2] : false },
      });
    }
    const kept = new Set(rows.map((row) => row.id));
    nodes.remove([...drawnNodes].filter((id) => !kept.has(id)));
    nodes.update(rows);
    drawnNodes = kept;
  }

  network.on("beforeDrawing", (ctx) => scene && paintUnder(ctx, now, scene, c));
  network.on("afterDrawing", (ctx) => {
    if (!scene) return;
    paintOver(ctx, now, scene, c);
    document.documentElement.dataset.drawn = String(Number(document.documentElement.dataset.drawn ?? 0) + 1);
  });

  const draw = onceAFrame(layout);

  // -------------------------------------------------------------- state
  const brush = makeBrush(data, (from, to, final) => setWindow(from, to, final));
  const table = makeTable({
    data, state, columns: EVENT_COLUMNS, one: "event", select: (i) => select(i), isSelected: (i) => i === state.selected,
    sortChanged: () => writeHash(data, state, whole),
  });
  const describe = debounced(120, () => {
    table.set(shownEvents());
    writeHash(data, state, whole);
  });
  const shownEvents = () => found.filter((i) => !data.dated[i] || (data.to[i] > state.from && data.from[i] < state.to));

  function setWindow(from, to) {
    state.from = from;
    state.to = to;
    draw();
    summary();
    describe();
  }

  function refilter(first) {
    found = filtered(data, state);
    beside = state.a >= 0 && state.b >= 0 ? filtered(data, state, (_, { a, b }, i) => together(data, i, a, b)) : [];
    story = found;
    span = extent(data, found);
    whole = wholeTime(data, state);
    if (state.from === null || state.to === null || state.from >= whole[1] || state.to <= whole[0]) [state.from, state.to] = whole;
    state.from = clamp(state.from, whole[0], whole[1]);
    state.to = clamp(state.to, state.from + 1, whole[1]);
    if (!first && state.selected >= 0 && !found.includes(state.selected) && !beside.includes(state.selected)) state.selected = -1;
    brush.set(state.from, state.to);
    brush.setData(whole, found);
    showControls(data, state);
    summary();
    if (first) return;
    showPanel();
    draw();
    describe();
  }

  function summary() {
    const events = shownEvents(), undated = found.filter((i) => !data.dated[i]).length;
    let mentions = 0;
    const articles = new Set();
    for (const i of events) {
      mentions += data.e.n[i];
      for (const article of data.e.art[i]) articles.add(article);
    }
    const shown = data.e.id.map((_, i) => kept(data, state, i)), total = shown.filter(Boolean).length;
    const doubtful = shown.filter((yes, i) => !yes && toCheck(data, i)).length, hidden = data.n - total - doubtful;
    const parts = [
      events.length === total ? count(total, "event") : `${numbers.format(events.length)} of ${count(total, "event")}`,
      `${count(mentions, "mention")} in ${count(articles.size, "article")}`,
    ];
    if (span) parts.push(spanText(span, state));
    if (beside.some(inWindow)) parts.push(`${numbers.format(beside.filter(inWindow).length)} together, towards others`);
    if (undated) parts.push(`${numbers.format(undated)} without a date, in the table only`);
    if (hidden) parts.push(`${numbers.format(hidden)} planned or denied not shown`);
    if (doubtful) parts.push(`${numbers.format(doubtful)} to check not shown`);
    $("summary").textContent = parts.join(" · ");
    const pair = state.a >= 0 ? data.parties[state.a][1] + (state.b >= 0 ? ` and ${data.parties[state.b][1]}` : "") : "";
    $("relation").textContent = pair;
    $("relation").hidden = !pair || data.title.startsWith(pair);
  }

  // -------------------------------------------------------------- the panel and the story
  function select(i, options = {}) {
    state.selected = i;
    if (i >= 0 && data.dated[i] && (middleOf(data, i) < state.from || middleOf(data, i) > state.to)) {
      const half = (state.to - state.from) / 2, at = clamp(middleOf(data, i), whole[0] + half, whole[1] - half);
      brush.set(at - half, at + half);
      setWindow(at - half, at + half);
    }
    showPanel();
    table.mark();
    draw();
    writeHash(data, state, whole);
    if (i >= 0) $("live").textContent = `${whenOf(data, i)}: ${data.e.head[i]}`;
    if (options.focus) $("panel").focus();
  }

  function showPanel(list = null) {
    const panel = $("panel-body"), at = story.indexOf(state.selected);
    document.body.classList.toggle("open", state.selected >= 0 || Boolean(list));
    $("position").textContent = story.length ? (at >= 0 ? `${numbers.format(at + 1)} of ${numbers.format(story.length)}` : count(story.length, "event")) : "";
    $("previous").disabled = !story.length || at === 0;
    $("next").disabled = !story.length || at === story.length - 1;
    $("close").hidden = state.selected < 0 && !list;
    if (state.selected >= 0) panel.replaceChildren(...eventParts(data, state.selected, (i) => select(i)));
    else if (list) panel.replaceChildren(...list);
    else panel.replaceChildren(...glance(data, state, found, choosePair));
    $("panel").scrollTop = 0;
  }

  function choosePair(a, b) {
    [state.a, state.b] = [a, b];
    state.from = state.to = null;
    refilter();
  }

  function step(by) {
    if (!story.length) return;
    const at = story.indexOf(state.selected);
    const firstShown = story.findIndex((i) => data.dated[i] && middleOf(data, i) >= state.from);
    const next = at < 0 ? (by > 0 ? Math.max(0, firstShown) : story.length - 1) : clamp(at + by, 0, story.length - 1);
    select(story[next]);
  }

  $("previous").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("close").addEventListener("click", () => select(-1));
  box.addEventListener("open-event", (event) => select(event.detail));

  // -------------------------------------------------------------- pointer
  function hit(event) {
    const at = stage.getBoundingClientRect(), px = event.clientX - at.left, py = event.clientY - at.top;
    let best = null, nearest = event.pointerType === "touch" ? 20 : 9;
    for (const mark of scene.marks) {
      const away = Math.hypot(mark.x - px, mark.y - py) - mark.r;
      if (away < nearest) [best, nearest] = [{ i: mark.i }, away];
    }
    if (best) return best;
    for (const span of scene.spans) if (px >= span.x0 - 2 && px <= span.x1 + 2 && Math.abs(py - span.y) <= span.half + 3) return { i: span.i };
    for (const label of scene.labels) if (px >= label.x - 4 && px <= label.x1 + 4 && Math.abs(py - label.y) < 12) return { i: label.i };
    for (const item of scene.boxes ?? []) if (px >= item.x0 && px <= item.x1 && py >= item.y && py <= item.y + item.height) return { i: item.i };
    for (const bin of scene.bins) if (px >= bin.x0 && px < bin.x1 && py >= bin.top && py < bin.top + bin.height) return { bin };
    const lane = scene.lanes.find((one) => py >= one.top && py < one.top + (now.phone ? 20 : one.height));
    if (lane && lane.key >= 0 && px < (now.phone ? 160 : now.left - 8)) return { lane };
    return null;
  }

  function tooltip(event) {
    if (!hover || hover.lane) {
      tip.hidden = true;
      return;
    }
    if (hover.bin) tip.replaceChildren(...binTip(data, hover.bin));
    else {
      const i = hover.i;
      tip.replaceChildren(el("span", { class: "date" }, whenOf(data, i)), el("strong", { dir: "auto" }, data.e.head[i]), el("span", { class: "date" }, [data.e.mod[i] ? data.modalities[data.e.mod[i]] : SIGN_NAMES[data.e.sign[i]], count(data.e.n[i], "mention")].join(" · ")));
    }
    tip.hidden = false;
    const at = box.getBoundingClientRect(), x = event.clientX - at.left, y = event.clientY - at.top;
    tip.style.left = `${clamp(x + 14, 4, Math.max(4, at.width - tip.offsetWidth - 6))}px`;
    tip.style.top = `${y + tip.offsetHeight + 24 > at.height && y > tip.offsetHeight + 12 ? y - tip.offsetHeight - 12 : y + 16}px`;
  }

  const pointers = new Map();
  let drag = null;
  stage.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    drag = { x: event.clientX, from: state.from, to: state.to, moved: false, gap: gapOf(pointers) };
  });
  stage.addEventListener("pointermove", (event) => {
    if (!scene) return;
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, event);
    if (drag && pointers.size === 2) {
      const scale = clamp(drag.gap / Math.max(20, gapOf(pointers)), 0.02, 50), middle = (drag.from + drag.to) / 2;
      drag.moved = true;
      moveTo(middle - ((drag.to - drag.from) * scale) / 2, middle + ((drag.to - drag.from) * scale) / 2);
    } else if (drag && pointers.size === 1) {
      const by = ((drag.x - event.clientX) / (now.right - now.left)) * (drag.to - drag.from);
      if (!drag.moved && Math.abs(drag.x - event.clientX) < 5) return;
      if (!drag.moved) stage.setPointerCapture(event.pointerId);
      drag.moved = true;
      tip.hidden = true;
      const shift = clamp(by, whole[0] - drag.from, whole[1] - drag.to);
      moveTo(drag.from + shift, drag.to + shift);
    } else {
      const before = JSON.stringify([hover?.i, hover?.lane?.key, hover?.bin?.x0, hover?.bin?.middle]);
      hover = hit(event);
      now.hover = hover;
      stage.style.cursor = hover ? "pointer" : "";
      if (before !== JSON.stringify([hover?.i, hover?.lane?.key, hover?.bin?.x0, hover?.bin?.middle])) network.redraw();
      tooltip(event);
    }
  });
  stage.addEventListener("pointerup", (event) => {
    pointers.delete(event.pointerId);
    if (drag && !drag.moved && !pointers.size) click(event);
    if (!pointers.size) drag = null;
  });
  stage.addEventListener("pointercancel", () => {
    pointers.clear();
    drag = null;
  });
  stage.addEventListener("pointerleave", () => {
    hover = now.hover = null;
    tip.hidden = true;
    network.redraw();
  });

  function click(event) {
    const at = hit(event);
    if (!at) return select(-1);
    if (at.lane) return choosePair(state.a < 0 ? at.lane.key : state.a, state.a < 0 ? -1 : at.lane.key);
    if (at.bin) return openBin(at.bin);
    return select(at.i);
  }

  function openBin({ bin, from, to, lane }) {
    state.selected = -1;
    const wide = to - from;
    moveTo(from - wide, to + wide);
    const unit = wide > 300 ? yearText(from) : wide > 27 ? monthText(from) : dayText(from);
    const last = wide > 40 ? ` – ${monthText(to - 1)}` : wide < 27 && wide > 1 ? ` – ${dayText(to - 1)}` : "";
    showPanel([
      el("p", { class: "tags" }, el("span", { class: "when" }, unit + (wide > 300 && wide < 370 ? "" : last))),
      el("h2", {}, lane.label || $("relation").textContent || data.title),
      el("p", { class: "note" }, binWords(bin)),
      ...eventList(data, bin.events, (i) => select(i)),
    ]);
  }

  // -------------------------------------------------------------- zoom
  function moveTo(from, to) {
    const least = Math.min(4, whole[1] - whole[0]);
    if (to - from < least) [from, to] = [(from + to - least) / 2, (from + to + least) / 2];
    from = clamp(from, whole[0], whole[1] - least);
    to = clamp(to, from + least, whole[1]);
    brush.set(from, to);
    setWindow(from, to);
  }
  function zoom(factor, at = (state.from + state.to) / 2) {
    moveTo(at - (at - state.from) * factor, at + (state.to - at) * factor);
  }
  stage.addEventListener("wheel", (event) => {
    const pan = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
    if (!pan && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    if (pan) {
      const by = (((event.deltaX || event.deltaY) * 1) / (now.right - now.left)) * (state.to - state.from);
      const shift = clamp(by, whole[0] - state.from, whole[1] - state.to);
      moveTo(state.from + shift, state.to + shift);
    } else zoom(Math.exp(clamp(event.deltaY, -60, 60) * 0.008), now.day(event.clientX - stage.getBoundingClientRect().left));
  }, { passive: false });
  stage.addEventListener("dblclick", (event) => zoom(0.4, now.day(event.clientX - stage.getBoundingClientRect().left)));
  $("zoom-in").addEventListener("click", () => zoom(0.5));
  $("zoom-out").addEventListener("click", () => zoom(2));
  $("zoom-all").addEventListener("click", () => moveTo(whole[0], whole[1]));

  // -------------------------------------------------------------- keyboard
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      else select(-1);
      return;
    }
    if (typing || event.target.getAttribute("role") === "slider") return;
    const span = state.to - state.from;
    const pan = (by) => {
      const shift = clamp(span * by, whole[0] - state.from, whole[1] - state.to);
      moveTo(state.from + shift, state.to + shift);
    };
    const actions = {
      ArrowRight: () => (event.shiftKey ? pan(0.2) : step(1)), ArrowLeft: () => (event.shiftKey ? pan(-0.2) : step(-1)),
      n: () => step(1), p: () => step(-1), "+": () => zoom(0.5), "=": () => zoom(0.5), "-": () => zoom(2), 0: () => moveTo(whole[0], whole[1]),
      "/": () => $("search").focus(),
    };
    if (document.activeElement === box) Object.assign(actions, { Home: () => select(story[0] ?? -1), End: () => select(story.at(-1) ?? -1) });
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });

  // -------------------------------------------------------------- the rest
  $("save-png").addEventListener("click", () => saveImage(stage.querySelector("canvas"), now.width, pictureTitle(data), $("summary").textContent, fileName(data.title, ".png")));
  $("save-csv").addEventListener("click", () => saveTable(data, shownEvents(), fileName(data.title, ".csv")));
  const recolour = () => (c = colours());
  followScreen(recolour, layout, () => {
    brush.redraw();
    draw();
  });
  addEventListener("hashchange", () => {
    Object.assign(state, newState(data));
    readHash(data, state);
    refilter();
  });

  if (state.query) await loadLate(data);
  refilter(true);
  layout();
  await nextFrame();
  await loadLate(data);
  bindControls(data, state, (newActors) => {
    if (newActors) state.from = state.to = null;
    refilter();
  });
  showControls(data, state);
  showPanel();
  table.set(shownEvents());
  writeHash(data, state, whole);
  document.documentElement.dataset.ready = "yes";
}

begin(main);
