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
  let c = colours(), whole = null, span = null, found = [], beside = [], scene = null, hover = null, story = [], drawnNodes = new Set(), size = "", now = null, every = [];
  const measure = textTools(c.sans);

  function view() {
    const width = box.clientWidth, phone = width < 620, left = phone ? 10 : 192, right = width - (phone ? 10 : 18);
    const { from, to } = state;
    return {
      data, state, found, all: every, cursor: now?.cursor ?? null, beside: beside.filter(inWindow), measure, hover, width, phone, left, right, from, to, axis: 24, inView: [], only: only.length > 2 ? only : [],
      room: roomFor(box, width < 620 ? 330 : 360),
      x: (day) => left + ((day - from) / (to - from)) * (right - left),
      day: (px) => from + ((px - left) / (right - left)) * (to - from),
    };
  }
  const inWindow = (i) => data.dated[i] && data.to[i] > state.from && data.from[i] < state.to;
  now = view();

  // -------------------------------------------------------------- drawing
  function layout() {
    const inView = found.filter(inWindow);
    const draft = () => {
      now = { ...view(), inView };
      scene = state.a >= 0 && state.b >= 0 ? (state.others.length ? compareScene(now) : storyScene(now)) : laneScene(now);
      scene.inView = inView;
      placeNotes(now, scene);
    };
    draft();
    $("empty").hidden = inView.length > 0;
    if (!inView.length) $("empty").replaceChildren(...emptyParts(data, state, found, () => refilter(), () => moveTo(whole[0], whole[1])));
    const features = [scene.kind, state.modalities.size > 1 || state.doubtful ? "dashed" : "", scene.kind === "compare" ? "storybars" : scene.kind === "bars" ? (scene.story ? "storybars" : "lanebars") : ""];
    if (scene.kind !== "bars" && scene.kind !== "compare" && !scene.story && state.a < 0) features.push("lanes");
    if (scene.togetherTop) features.push("together");
    if (scene.spans.some((span) => span.open < 0)) features.push("open");
    for (const row of document.querySelectorAll(".legend [data-for]")) row.hidden = !row.dataset.for.split(" ").some((name) => features.includes(name));
    const over = now.room - roomFor(box, now.phone ? 330 : 360);
    if (over > 2 || over < -30) draft();  // the legend takes more of the screen than it did, or much less
    if (!inView.length) scene.height = Math.min(now.room, 300);
    stubs(inView);
    read();
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

  // The story as text: beside the picture for who reads, in its place on a phone that is held upright.
  const reader = makeReader(data, state, (i) => select(i), (i) => {
    hover = now.hover = { i };
    network.redraw();
  });
  let wasRead = "";
  function read() {
    const spine = !state.read && now.phone && scene.story && scene.kind !== "bars" && innerHeight > innerWidth;
    const shown = data.late && (state.read || spine), dated = now.inView;
    document.body.classList.toggle("spine", Boolean(shown && spine));
    $("reader").hidden = !shown;
    $("read").setAttribute("aria-pressed", String(state.read));
    if (!shown) return wasRead ? (reader.hide(), (wasRead = "")) : undefined;
    const told = state.read && dated.length > READ ? forStory(data, tellable(data, dated), state.from, state.to, READ, state.b >= 0 ? ofTwo : undefined) : dated.slice(0, SPINE);
    told.sort((a, b) => data.from[a] - data.from[b] || a - b);
    if (wasRead === String([state.read, state.a, state.b, told])) return;
    wasRead = String([state.read, state.a, state.b, told]);
    reader.show(told, state.read && !now.phone);
    $("reader-rest").hidden = told.length === dated.length;
    $("reader-rest").textContent = `${numbers.format(told.length)} of ${count(dated.length, "event")} told here; all are in the table.`;
  }
  function setRead(on) {
    state.read = on;
    document.body.classList.toggle("reading", on);
    layout();
    brush.redraw();
    if (on) $("reader").scrollIntoView({ block: "start" });
    else scrollTo(0, 0);
  }
  $("read").addEventListener("click", () => {
    setRead(!state.read);
    writeHash(data, state, true);
  });

  // What lies before and after the time shown, as buttons at the ends of the axis.
  function stubs(inView) {
    const dated = found.filter((i) => data.dated[i] && !inWindow(i));
    for (const [id, some, sign] of [["earlier", dated.filter((i) => data.to[i] <= state.from), -1], ["later", dated.filter((i) => data.from[i] >= state.to), 1]]) {
      const button = $(id);
      button.hidden = !some.length;
      if (!some.length) continue;
      const [first, last] = extent(data, some), years = [yearText(first), yearText(last)];
      button.textContent = `${sign < 0 ? "◀ " : ""}${numbers.format(some.length)} ${id}${now.phone ? "" : `, ${years[0] === years[1] ? years[0] : years.join("–")}`}${sign > 0 ? " ▶" : ""}`;
    }
  }
  $("earlier").addEventListener("click", () => moveTo(whole[0], state.to));
  $("later").addEventListener("click", () => moveTo(state.from, whole[1]));

  // Single exact events are nodes of vis-network, never more than a few hundred.
  function putNodes() {
    const rows = [];
    for (const mark of scene.marks) {
      if (!mark.big || rows.length >= 600) continue;
      mark.node = true;
      const key = data.colours[mark.i] ?? c[SIGN_KEYS[mark.sign]], empty = mark.hollow || mark.unreal;
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
    paintNotes(ctx, now, scene, c);
    paintCursor(ctx, now, scene, c);
    document.documentElement.dataset.drawn = String(Number(document.documentElement.dataset.drawn ?? 0) + 1);
  });

  const draw = onceAFrame(layout);

  // -------------------------------------------------------------- state
  const brush = makeBrush(data, (from, to, final) => setWindow(from, to, final));
  const table = makeTable({
    data, state, columns: EVENT_COLUMNS, one: "event", select: (i) => select(i), isSelected: (i) => i === state.selected,
    sortChanged: () => writeHash(data, state),
  });
  const describe = debounced(120, () => {
    table.set(shownEvents());
    if (!document.body.classList.contains("open")) showPanel();  // what it lists is of the time shown
    writeHash(data, state);
  });
  const shownEvents = () => found.filter((i) => !data.dated[i] || (data.to[i] > state.from && data.from[i] < state.to));

  function setWindow(from, to) {
    Object.assign(state, { from, to, auto: false });
    draw();
    summary();
    describe();
  }

  function refilter(first) {
    found = filtered(data, state);
    beside = state.a >= 0 && state.b >= 0 && !state.others.length ? filtered(data, state, (_, { a, b }, i) => together(data, i, a, b)) : [];
    // What is compared: the events of each relation; else those that were found.
    every = state.others.length ? filtered(data, state, (_, __, i) => compared(state).some(([a, b]) => between(data, i, a, b))) : found;
    if (state.others.length && state.b >= 0) found = every;
    story = found;
    span = extent(data, found);
    whole = wholeTime(data, state.others.length ? { ...state, a: -1, b: -1 } : state);
    settleTime(data, state, whole, () => denseTime(data, found, whole));
    if (!first && state.selected >= 0 && !found.includes(state.selected) && !beside.includes(state.selected)) state.selected = -1;
    brush.set(state.from, state.to);
    brush.setData(whole, found);
    showControls(data, state);
    showChips(data, state, () => refilter());
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
    const meant = (i) => (state.others.length && state.b >= 0 ? compared(state).some(([a, b]) => between(data, i, a, b)) : concerns(data, state, i));
    const left = [...shown.keys()].filter((i) => !shown[i] && meant(i)), doubtful = left.filter((i) => toCheck(data, i)).length;
    const hidden = left.filter((i) => data.e.mod[i] !== 0 && !toCheck(data, i)).length;
    const of = state.a >= 0 && state.b >= 0 ? found.length : total, two = state.b >= 0 && !state.others.length;
    const parts = [
      (events.length === of ? "" : `${numbers.format(events.length)} of `) + count(of, "event") + (two ? " between them" : ""),
      `${count(mentions, "mention")} in ${count(articles.size, "article")}`,
    ];
    const right = Math.round(events.reduce((sum, i) => sum + data.e.conf[i], 0) / 100);
    if (right < events.length) parts.push(`about ${numbers.format(right)} right in everything`);
    if (span) parts.push(spanText(span, state));
    if (beside.some(inWindow)) parts.push(`${numbers.format(beside.filter(inWindow).length)} together, towards others`);
    if (undated) parts.push(`${numbers.format(undated)} without a date, in the table only`);
    if (state.only) parts.push("what happened not shown");
    if (hidden) parts.push(`${numbers.format(hidden)} planned or denied not shown`);
    if (doubtful) parts.push(`${numbers.format(doubtful)} to check not shown`);
    $("summary").replaceChildren(parts.slice(0, 2).join(" · "), el("span", { class: "extra" }, ["", ...parts.slice(2)].join(" · ")));
    showLead(data, state);
    const pair = state.others.length && state.b >= 0 ? compared(state).map(([a, b]) => `${shortName(data, a)} – ${shortName(data, b)}`).join(" · ") : state.a >= 0 ? data.parties[state.a][1] + (state.b >= 0 ? ` and ${data.parties[state.b][1]}` : "") : "";
    $("relation").textContent = pair;
    const named = !pair || data.title.startsWith(pair);
    const calling = [state.a, state.b].filter((p) => p >= 0).map((p) => data.called[p] ?? data.parties[p][1]).join(" and ");
    const untold = !named && !state.others.length && $("headline").hidden;  // whose story it is, where nothing stands out in it
    if (untold) showHeadline(calling[0].toUpperCase() + calling.slice(1));
    $("relation").hidden = named || untold;
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
    writeHash(data, state, options.step !== false);
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
    else panel.replaceChildren(...glance(data, state, found, shownEvents(), choosePair), ...(state.b >= 0 && data.late ? compareParts(data, state, countTies(data, data.e.id.map((_, i) => i).filter((i) => kept(data, state, i)), false), (others) => {
      Object.assign(state, { others, auto: true });
      refilter();
      writeHash(data, state, true);
    }) : []));
    $("panel").scrollTop = 0;
  }

  function choosePair(a, b) {
    Object.assign(state, { a, b, selected: -1, auto: true, others: [] });
    refilter();
    writeHash(data, state, true);
  }

  function step(by) {
    if (!story.length) return;
    const at = story.indexOf(state.selected);
    const firstShown = story.findIndex((i) => data.dated[i] && middleOf(data, i) >= state.from);
    const next = at < 0 ? (by > 0 ? Math.max(0, firstShown) : story.length - 1) : clamp(at + by, 0, story.length - 1);
    select(story[next], { step: at < 0 });
  }

  $("previous").addEventListener("click", () => step(-1));
  $("next").addEventListener("click", () => step(1));
  $("close").addEventListener("click", () => select(-1));
  box.addEventListener("open-event", (event) => select(event.detail));

  // -------------------------------------------------------------- pointer
  const tooltip = makeTip(data, box, tip, () => scene);
  bindPointer(stage, {
    time: () => state, reach: () => now.right - now.left, whole: () => whole, moveTo, click,
    over(event) {
      const before = hoverKey(hover);
      hover = now.hover = event ? hitIn(now, scene, event, stage) : null;
      stage.style.cursor = hover ? "pointer" : "";
      if (before !== hoverKey(hover)) network.redraw();
      now.cursor = event && scene.kind === "compare" ? now.day(event.clientX - stage.getBoundingClientRect().left) : null;
      if (scene.kind === "compare") {
        if (now.cursor < now.from || now.cursor > now.to) now.cursor = null;
        network.redraw();
        return tooltip(now.cursor === null ? null : { cursor: now.cursor }, event);
      }
      tooltip(event && hover, event);
    },
  });

  function click(event) {
    const at = hitIn(now, scene, event, stage);
    const phase = at?.tone === undefined ? null : scene.tone.phases.find((one) => at.tone >= one.from && at.tone <= one.to);
    if (phase) {  // a click on a phase shows it whole
      const room = Math.max(20, (phase.to - phase.from) * 0.08);
      moveTo(phase.from - room, phase.to + room);
      return writeHash(data, state, true);
    }
    if (!at || at.tone !== undefined || at.note) return state.selected >= 0 ? select(-1) : showPanel();
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
  // Where the event that is open stands, or the middle of the events in view: never into emptiness.
  function zoomPoint() {
    const days = (state.selected >= 0 && inWindow(state.selected) ? [state.selected] : now.inView).map((i) => middleOf(data, i)).sort((a, b) => a - b);
    return days.length ? clamp(days[days.length >> 1], state.from, state.to) : (state.from + state.to) / 2;
  }
  function zoom(factor, at = zoomPoint()) {
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
      "/": () => $("search").focus(), r: () => $("read").click(),
    };
    if (document.activeElement === box) Object.assign(actions, { Home: () => select(story[0] ?? -1), End: () => select(story.at(-1) ?? -1) });
    if (actions[event.key]) {
      event.preventDefault();
      actions[event.key]();
    }
  });

  // -------------------------------------------------------------- the rest
  for (const kind of ["png", "svg"]) {
    $(`save-${kind}`).addEventListener("click", () => savePicture({
      width: now.width, height: Math.ceil(scene.height), title: pictureTitle(data), subtitle: $("summary").textContent, source: sourceLine(data, state, now.inView), legend: eventLegend(c),
      paint(ctx) {
        paintUnder(ctx, now, { ...scene, marks: scene.marks.map((mark) => ({ ...mark, node: false })) }, c);
        paintOver(ctx, now, scene, c);
        paintNotes(ctx, now, scene, c);
      },
    }, kind, viewName(data, state, `.${kind}`)));
  }
  $("save-csv").addEventListener("click", () => saveTable(data, shownEvents(), viewName(data, state, ".csv")));
  const recolour = () => (c = colours());
  followScreen(recolour, layout, () => {
    brush.redraw();
    draw();
  });
  addEventListener("popstate", () => {
    Object.assign(state, newState(data));
    readHash(data, state);
    document.body.classList.toggle("reading", state.read);
    refilter();
    brush.redraw();
  });

  if (state.query) await loadLate(data);
  refilter(true);
  layout();
  await nextFrame();
  await loadLate(data);
  if (state.read || document.body.clientWidth < 620) setRead(state.read);
  bindControls(data, state, (newActors) => {
    if (newActors) state.auto = true;
    refilter();
    if (newActors) writeHash(data, state, true);
  });
  bindShare();
  showControls(data, state);
  showPanel();
  table.set(shownEvents());
  writeHash(data, state);
  document.documentElement.dataset.ready = "yes";
}

begin(main);
