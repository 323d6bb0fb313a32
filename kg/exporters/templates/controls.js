// The state of the page: what is filtered, which time is shown, what is selected. It lives in the address, after "#".

function newState(data) {
  return {
    a: -1, b: -1, query: "", type: -1, signs: new Set([1, 0, -1]), modalities: new Set([0]),
    doubtful: false, confidence: 0, exact: false, from: null, to: null, auto: true, selected: -1, sort: "date", down: false, people: false, read: false, mentioned: false, rests: 0, tie: "", matrix: false, only: false, others: [], missed: [],
  };
}

function readHash(data, state) {
  state.missed = [];  // names of the address that nobody here has
  const wanted = new URLSearchParams(location.hash.slice(1));
  const party = (id) => {
    const found = data.parties.findIndex((row) => row[0] === id);
    if (found < 0 && id) state.missed.push(id);
    return found;
  };
  if (wanted.has("a")) state.a = party(wanted.get("a"));
  if (wanted.has("b")) state.b = party(wanted.get("b"));
  state.query = wanted.get("q") ?? state.query;
  if (wanted.has("type")) state.type = data.types.findIndex((row) => row[0] === wanted.get("type"));
  if (wanted.has("sign")) {
    state.signs = new Set([1, 0, -1].filter((sign) => wanted.get("sign").split(".").includes(SIGN_KEYS[sign])));
  }
  for (const name of (wanted.get("also") ?? "").split(".")) {
    const number = data.modalities.indexOf(name);
    if (number > 0) state.modalities.add(number);
    if (name === "check") state.doubtful = true;
    if (name === "only") state.only = true;
  }
  const least = Number(wanted.get("confidence"));
  if ([50, 70, 90].includes(least)) state.confidence = least;
  state.exact = wanted.get("dates") === "exact";
  state.mentioned = wanted.get("mentioned") === "1";
  state.rests = { one: 1, more: 2, differ: 3 }[wanted.get("publishers")] ?? 0;
  state.from = fromIso(wanted.get("from")) ?? state.from;
  state.to = fromIso(wanted.get("to")) ?? state.to;
  if (state.from !== null && state.to !== null && state.from >= state.to) state.from = state.to = null;
  state.auto = state.from === null || state.to === null;
  if (wanted.has("event")) state.selected = data.indexOf(wanted.get("event"));
  if (state.selected >= 0 && toCheck(data, state.selected)) state.doubtful = true;  // who opens an event sees it
  if (wanted.has("sort")) [state.sort, state.down] = [wanted.get("sort").replace(/^-/, ""), wanted.get("sort").startsWith("-")];
  state.others = (wanted.get("with") ?? "").split(".").map((pair) => pair.split("~").map(party)).filter((pair) => pair.length === 2 && pair.every((p) => p >= 0) && pair[0] !== pair[1]).slice(0, 3);
  state.tie = wanted.get("tie") ?? "";
  state.matrix = wanted.get("view") === "matrix";
  state.read = wanted.get("read") === "1";
  if (wanted.has("people")) state.people = wanted.get("people") === "1";
}

// The time shown: what the reader set, as far as there are events; until then the stretch that `fits`.
function settleTime(data, state, whole, fits) {
  if (state.from === null || state.to === null || state.from >= whole[1] || state.to <= whole[0]) state.auto = true;
  if (state.auto) [state.from, state.to] = fits();
  const i = state.selected;
  if (state.auto && i >= 0 && data.dated[i]) [state.from, state.to] = [Math.min(state.from, middleOf(data, i) - 30), Math.max(state.to, middleOf(data, i) + 30)];
  state.from = clamp(state.from, whole[0], whole[1]);
  state.to = clamp(state.to, state.from + 1, whole[1]);
}

function addressOf(data, state) {
  const kept = new URLSearchParams();
  const add = (key, value, when) => when && kept.set(key, value);
  add("a", data.parties[state.a]?.[0], state.a >= 0);
  add("b", data.parties[state.b]?.[0], state.b >= 0);
  add("q", state.query, state.query);
  add("type", data.types[state.type]?.[0], state.type >= 0);
  add("sign", [...state.signs].map((sign) => SIGN_KEYS[sign]).join("."), state.signs.size < 3);
  const also = [...[...state.modalities].filter(Boolean).map((m) => data.modalities[m]), ...(state.doubtful ? ["check"] : []), ...(state.only ? ["only"] : [])];
  add("also", also.join("."), also.length);
  add("confidence", state.confidence, state.confidence);
  add("dates", "exact", state.exact);
  add("mentioned", "1", state.mentioned && state.query);
  add("publishers", ["", "one", "more", "differ"][state.rests], state.rests);
  if (!state.auto && state.from !== null) {
    kept.set("from", isoDay(Math.round(state.from)));
    kept.set("to", isoDay(Math.round(state.to)));
  }
  add("event", data.e.id[state.selected], state.selected >= 0);
  add("sort", (state.down ? "-" : "") + state.sort, state.sort !== (data.start.sort ?? "date") || state.down !== Boolean(data.start.sort));
  add("with", state.others.map((pair) => pair.map((p) => data.parties[p][0]).join("~")).join("."), state.others.length && state.b >= 0);
  add("tie", state.tie, state.tie);
  add("view", "matrix", state.matrix);
  add("read", "1", state.read);
  add("people", state.people ? "1" : "0", state.people !== Boolean(data.start.people));
  return kept.size ? `#${kept}` : "#";
}

// Keep the state in the address. What a reader would go back to (`step`) becomes an entry of the history; what only
// moves, as the brush, changes the entry that there is.
function writeHash(data, state, step) {
  const address = addressOf(data, state);
  if (address === (location.hash || "#")) return;
  try {
    if (step) history.pushState(null, "", address);
    else history.replaceState(null, "", address);
  } catch {
    // A page inside a notebook has no address of its own: then there is nothing to keep the state in.
  }
}

// Fill and wire the controls; `changed()` runs after every change of a filter.
function bindControls(data, state, follow) {
  const changed = (newActors) => {
    state.query = $("search").value.trim();  // what is typed counts, even before the pause that starts a search
    follow(newActors);
  };
  $("search").value = state.query;
  addEventListener("popstate", () => ($("search").value = state.query));
  const totals = new Map();
  for (let i = 0; i < data.n; i++) {
    if (data.e.mod[i] !== 0 || toCheck(data, i)) continue;
    for (const party of [...data.actorParties[i], ...data.recipientParties[i]]) totals.set(party, (totals.get(party) ?? 0) + 1);
  }
  const parties = data.parties.map((row, p) => [p, row[1]]).filter(([p]) => totals.has(p) || state.a === p || state.b === p);
  parties.sort((one, two) => one[1].localeCompare(two[1]));
  for (const [id, none] of [["actor-a", "All actors"], ["actor-b", "Anyone"]]) {
    if (!$(id)) continue;
    $(id).replaceChildren(el("option", { value: -1 }, none));
    for (const [p, label] of parties) $(id).append(el("option", { value: p }, `${label} (${numbers.format(totals.get(p) ?? 0)})`));
    $(id).addEventListener("change", () => {
      state[id.slice(-1)] = Number($(id).value);
      if (state.a < 0 && state.b >= 0) [state.a, state.b] = [state.b, -1];
      if (state.a === state.b) state.b = -1;
      changed(true);
    });
  }
  const types = data.types.map((row, t) => [t, row[1]]).sort((one, two) => one[1].localeCompare(two[1]));
  $("type").replaceChildren(el("option", { value: -1 }, "All types"));
  for (const [t, label] of types) $("type").append(el("option", { value: t }, label));
  $("type").addEventListener("change", () => {
    state.type = Number($("type").value);
    changed();
  });
  const typed = debounced(150, () => {
    $("suggestions").replaceChildren(...suggestions(data, $("search").value).map(({ value, label }) => el("option", { value }, label)));
    changed();
  });
  $("search").addEventListener("input", typed);
  $("filters").addEventListener("submit", (event) => event.preventDefault());  // Enter: what is typed is shown already
  for (const sign of [1, 0, -1]) {
    $(`sign-${SIGN_KEYS[sign]}`).addEventListener("change", (event) => {
      state.signs[event.target.checked ? "add" : "delete"](sign);
      changed();
    });
  }
  const present = new Set(data.e.mod);
  data.modalities.forEach((name, number) => {
    const row = $(`also-${name}`)?.closest("label");
    if (!row) return;
    row.hidden = !present.has(number);
    $(`also-${name}`).addEventListener("change", (event) => {
      state.modalities[event.target.checked ? "add" : "delete"](number);
      changed(true);
    });
  });
  const doubtful = data.e.id.some((_, i) => toCheck(data, i));
  $("also-check").closest("label").hidden = !doubtful;
  $("also-check").addEventListener("change", (event) => {
    state.doubtful = event.target.checked;
    changed(true);
  });
  $("also-only").addEventListener("change", (event) => {
    state.only = event.target.checked;
    changed(true);
  });
  $("also").hidden = !doubtful && [...present].every((number) => number === 0);
  $("confidence").addEventListener("change", () => {
    state.confidence = Number($("confidence").value);
    changed();
  });
  $("rests").addEventListener("change", () => {
    state.rests = Number($("rests").value);
    changed();
  });
  $("exact").addEventListener("change", () => {
    state.exact = $("exact").checked;
    changed();
  });
  $("reset").addEventListener("click", () => {
    Object.assign(state, newState(data), { people: state.people });
    $("search").value = "";
    changed(true);
  });
}

// On a phone the picture comes first: what is set less often moves into the sheet.
function arrangeControls() {
  const narrow = innerWidth <= 640, type = $("type").closest("label"), signs = document.querySelector(".signs");
  if (narrow === (type.parentNode === document.querySelector("#more-filters .sheet"))) return;
  if (narrow) document.querySelector("#more-filters .sheet").prepend(signs, type);
  else $("more-filters").before(type, signs);
}

function showControls(data, state) {
  if ($("actor-a")) $("actor-a").value = state.a;
  if ($("actor-b")) {
    $("actor-b").value = state.b;
    $("actor-b").disabled = state.a < 0;
  }
  $("type").value = state.type;
  for (const sign of [1, 0, -1]) $(`sign-${SIGN_KEYS[sign]}`).checked = state.signs.has(sign);
  data.modalities.forEach((name, number) => {
    if ($(`also-${name}`)) $(`also-${name}`).checked = state.modalities.has(number);
  });
  $("also-check").checked = state.doubtful;
  $("also-only").checked = state.only;
  $("also-only").disabled = !state.doubtful && state.modalities.size < 2;
  $("confidence").value = state.confidence;
  $("exact").checked = state.exact;
  $("rests").value = state.rests;
  arrangeControls();
  const extra = (state.modalities.size > 1) + state.doubtful + state.only + (state.confidence > 0) + state.exact + (state.rests > 0);
  $("more-count").textContent = extra ? ` · ${extra}` : "";
  const changed = extra || state.a >= 0 || state.type >= 0 || state.query || state.signs.size < 3;
  $("reset").hidden = !changed;
}

// The menus: each opens inside the screen; Esc or a click beside it closes it.
function bindMenus() {
  const menus = [...document.querySelectorAll("details.more")], close = (menu) => (menu.open = false);
  for (const menu of menus) {
    menu.addEventListener("toggle", () => {
      const sheet = menu.querySelector(".sheet");
      sheet.style.translate = "";
      if (!menu.open) return;
      const { left, right } = sheet.getBoundingClientRect(), edge = document.documentElement.clientWidth - 8;
      sheet.style.translate = `${Math.max(8 - left, Math.min(0, edge - right))}px`;
    });
  }
  document.addEventListener("pointerdown", (event) => menus.filter((menu) => menu.open && !menu.contains(event.target)).forEach(close));
  document.addEventListener("keydown", (event) => {
    const menu = menus.find((one) => one.open);
    if (event.key !== "Escape" || !menu) return;
    event.stopPropagation();
    close(menu);
    menu.querySelector("summary").focus();
  }, true);
}

// Follow the screen: its size and theme; on paper everything is light, whatever the screen is, and laid out at once.
function followScreen(recolour, layout, redraw) {
  keepPanelInSight();
  bindMenus();
  const follow = () => {
    arrangeControls();
    recolour();
    redraw();
  };
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", follow);
  addEventListener("beforeprint", () => {
    document.documentElement.classList.add("printing");
    recolour();
    layout();
  });
  addEventListener("afterprint", () => {
    document.documentElement.classList.remove("printing");
    follow();
  });
  addEventListener("resize", debounced(80, follow));
}

// Run a page; what stops it is told where the picture would be.
function begin(main) {
  main().catch((error) => {
    $("empty").hidden = false;
    $("empty").textContent = error.message;
    throw error;
  });
}
