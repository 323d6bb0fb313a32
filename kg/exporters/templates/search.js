// What a reader types, understood: people, states, places, kinds of acts and publishers by name, all else as words of
// the evidence. "meetings of Yoon and Kishida" are acts of the kind talks that both take part in; years and months are
// when it was.

const SMALL_WORDS = new Set("a about against an and any are at between by did do does during for from had has have how in into is it its me of on or over show tell that the their there they this to toward towards us versus vs was were what when where which who whom whose why with".split(" "));
const MONTH_WORDS = "january february march april may june july august september october november december".split(" ");
const SINCE = ["since", "after", "from"], UNTIL = ["until", "till", "before", "to", "through"];

// Names as people type them -> what they are: { kind, label, ids }. A person goes by each word of the name too.
function searchNames(data) {
  if (data.searchNames) return data.searchNames;
  const names = new Map();
  const add = (key, kind, label, id) => {
    if (key.length < 2) return;
    const found = names.get(key);
    if (!found) names.set(key, { kind, label, ids: new Set([id]) });
    else if (found.kind === kind) {
      if (!found.ids.has(id)) found.label = found.label.split(" / ").length < 3 ? [...new Set([...found.label.split(" / "), label])].join(" / ") : found.label;
      found.ids.add(id);
    }
  };
  const plain = (text) => folded(text).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  data.parties.forEach(([id, label], p) => {
    add(plain(label), "party", label, p);
    if (/^[A-Z]{2,6}$/.test(id)) add(plain(id), "party", label, p);
  });
  data.actors.forEach(([, label, kind], a) => kind === "person" && add(plain(label), "person", label, data.person[a]));
  data.places.forEach(([label], p) => add(plain(label), "place", label, p));
  data.types.forEach(([id, label], t) => {
    for (const word of [label, ...(data.asked[id] ?? [])]) for (const form of ["", "s", "d", "ed"].map((end) => plain(word) + end)) add(form, "type", label, t);
  });
  data.late?.articles.forEach(([, publisher], a) => publisher && add(plain(publisher), "publisher", publisher, a));
  data.actors.forEach(([, label, kind], a) => kind === "person" && plain(label).split(" ").forEach((word) => word.length > 2 && add(word, "person", label, data.person[a])));
  data.parties.forEach(([, label, kind], p) => kind === "state" && plain(label).split(" ").forEach((word) => word.length > 3 && !["north", "south", "united", "states"].includes(word) && add(word, "party", label, p)));
  if (data.late) data.searchNames = names;
  return names;
}

// The time that words tell from `at` on: "2022", "March 2022", "since 2015", "between 2010 and 2015"; null where none is.
function timeOf(words, at) {
  const plain = words.slice(at, at + 5).map((word) => folded(word).replace(/[^\p{L}\p{N}]+/gu, ""));
  const stretch = (k) => {
    const month = plain[k]?.length > 2 ? MONTH_WORDS.findIndex((name) => name.startsWith(plain[k])) : -1, year = plain[month < 0 ? k : k + 1] ?? "";
    if (!/^(1[5-9]|20)\d\d$/.test(year)) return null;
    return { long: month < 0 ? 1 : 2, from: Date.UTC(year, Math.max(month, 0)) / DAY, to: Date.UTC(month < 0 ? Number(year) + 1 : year, month + 1) / DAY };
  };
  const said = (long) => words.slice(at, at + long).join(" ").replace(/[?.!,;]+$/, "");
  const range = SINCE.includes(plain[0]) || plain[0] === "between", first = stretch(range || UNTIL.includes(plain[0]) ? 1 : 0);
  if (!first) return null;
  const next = 1 + first.long, second = range && ["and", ...UNTIL].includes(plain[next]) ? stretch(next + 1) : null;
  if (second) return { long: next + 1 + second.long, from: first.from, to: second.to, label: said(next + 1 + second.long) };
  if (UNTIL.includes(plain[0])) return { long: next, from: -Infinity, to: plain[0] === "before" ? first.from : first.to, label: said(next) };
  if (SINCE.includes(plain[0])) return { long: next, from: plain[0] === "after" ? first.to : first.from, to: Infinity, label: said(next) };
  return { ...first, label: said(first.long) };
}

// A word as it may stand in the evidence in another form: "condemned" is found in "condemns".
const stemOf = (word) => (word.length > 5 ? word.replace(/(?:es|ed|ing|s)$/, "") : word);

// The terms of a query in their order: { text, kind, label, ids, test(i) }.
function termsOf(data, query, mentioned) {
  const key = `${query}\u0000${mentioned}\u0000${Boolean(data.late)}`;
  if (data.terms?.key === key) return data.terms.terms;
  const words = query.trim().split(/\s+/).filter(Boolean), terms = [], names = query ? searchNames(data) : null;
  for (let at = 0; at < words.length; ) {
    const time = timeOf(words, at);
    if (time) {
      terms.push({ text: words.slice(at, at + time.long).join(" "), kind: "time", label: time.label, test: (i) => data.dated[i] && data.from[i] < time.to && data.to[i] > time.from });
      at += time.long;
      continue;
    }
    let long = Math.min(5, words.length - at), found = null;
    for (; long > 0 && !found; long--) {
      const text = folded(words.slice(at, at + long).join(" ")).replace(/[^\p{L}\p{N}]+/gu, " ").trim();
      if (names.has(text) && !SMALL_WORDS.has(text)) found = { ...names.get(text), long };
    }
    if (found) {
      const text = words.slice(at, at + found.long).join(" ");
      terms.push({ ...found, text, test: termTest(data, found, text, mentioned) });
      at += found.long;
      continue;
    }
    const word = words[at++], bare = folded(word).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, "");
    if (SMALL_WORDS.has(bare) || (!bare && words.length > 1)) continue;
    terms.push({ text: word, kind: "word", label: word, test: (i) => haystack(data, i).includes(bare ? stemOf(bare) : folded(word)) });
  }
  data.terms = { key, terms };
  return terms;
}

function termTest(data, { kind, ids }, text, mentioned) {
  const e = data.e, words = folded(text), said = (i) => haystack(data, i).includes(words);
  const tests = {
    party: (i) => data.actorParties[i].some((p) => ids.has(p)) || data.recipientParties[i].some((p) => ids.has(p)),
    person: (i) => e.act[i].some((a) => ids.has(data.person[a])) || e.rec[i].some((a) => ids.has(data.person[a])),
    place: (i) => ids.has(e.place[i]) || said(i),
    type: (i) => ids.has(e.type[i]),
    publisher: (i) => e.art[i].some((a) => ids.has(a)),
  };
  return mentioned && (kind === "party" || kind === "person") ? (i) => tests[kind](i) || said(i) : tests[kind];
}

const KIND_WORDS = { party: "takes part", person: "takes part", place: "place", type: "kind of act", publisher: "publisher", time: "when", word: "in the words" };

// Suggestions that complete what is being typed; each is the whole query with its last words completed.
function suggestions(data, typed) {
  const words = typed.split(/\s+/), found = new Map();
  if (!folded(typed).trim()) return [];
  for (let long = Math.min(3, words.length); long > 0; long--) {
    const last = folded(words.slice(-long).join(" ")), before = words.slice(0, -long).join(" ");
    if (last.length < 2) continue;
    for (const [name, { kind, label }] of searchNames(data)) {
      if (found.size > 9) break;
      if (name.startsWith(last) && !label.includes(" / ")) found.set(label, { value: `${before} ${label}`.trim(), label: `${label}: ${KIND_WORDS[kind]}` });
    }
  }
  return [...found.values()].slice(0, 10);
}

// The terms as chips that can be dropped, and what a wider reading would add.
function showChips(data, state, changed) {
  const terms = state.query && data.late ? termsOf(data, state.query, state.mentioned) : [];
  $("chips").hidden = !terms.length && !state.missed.length;
  const drop = (term) => {
    state.query = state.query.split(/\s+/).join(" ").replace(term.text, "").replace(/\s+/g, " ").trim();
    $("search").value = state.query;
    changed();
  };
  const chips = terms.map((term) => el("li", {}, el("button", { type: "button", class: "chip", "aria-label": `Drop ${term.label}`, click: () => drop(term) }, el("strong", {}, term.label), ` ${KIND_WORDS[term.kind]} `, el("span", { "aria-hidden": "true" }, "×"))));
  const named = terms.some((term) => term.kind === "person" || term.kind === "party");
  if (named) {
    const few = filtered(data, state).length, many = filtered(data, { ...state, mentioned: !state.mentioned }).length, more = Math.abs(many - few);
    if (more) chips.push(el("li", {}, el("button", { type: "button", class: "chip wide", click: () => { state.mentioned = !state.mentioned; changed(); } }, state.mentioned ? "Only those that take part" : `${numbers.format(more)} more only mention them`)));
  }
  $("chips").replaceChildren(...state.missed.map((id) => el("li", { class: "missed" }, `“${id.slice(0, 40)}” is nobody here`)), ...chips);
}

// Each filter that is set: what it is called and the state without it. Used where nothing is left, to say what to drop.
function dropping(data, state) {
  const some = termsOf(data, state.query, state.mentioned).map((term) => [`“${term.text}”`, { query: state.query.replace(term.text, "").replace(/\s+/g, " ").trim() }]);
  if (some.length > 1) some.push(["the whole search", { query: "" }]);
  if (state.type >= 0) some.push([`the type ${data.types[state.type][1]}`, { type: -1 }]);
  if (state.b >= 0) some.push([`with ${data.parties[state.b][1]}`, { b: -1 }]);
  if (state.a >= 0) some.push([data.parties[state.a][1], { a: state.b, b: -1 }]);
  if (state.signs.size < 3) some.push(["the choice of signs", { signs: new Set([1, 0, -1]) }]);
  if (state.confidence) some.push([`confidence from ${state.confidence} %`, { confidence: 0 }]);
  if (state.exact) some.push(["dates known to the day", { exact: false }]);
  if (state.only) some.push(["“only these”", { only: false }]);
  if (state.rests) some.push(["the number of publishers", { rests: 0 }]);
  return some.map(([name, change]) => ({ name, change, n: filtered(data, { ...state, ...change }).length })).filter((one) => one.n).sort((one, two) => two.n - one.n);
}

// What stands in the place of a picture with nothing in it: why, and buttons that bring events back.
function emptyParts(data, state, found, changed, showAll) {
  if (found.length) return [`${count(found.length, "event")} outside the time shown. `, el("button", { type: "button", click: showAll }, "Show all of time")];
  const ways = dropping(data, state).slice(0, 4);
  return [
    "No event passes all filters. ",
    ...ways.map(({ name, change, n }) => el("button", { type: "button", click: () => {
      Object.assign(state, change, { auto: true });
      $("search").value = state.query;
      changed();
    } }, `Drop ${name}: ${count(n, "event")}`)),
  ];
}
