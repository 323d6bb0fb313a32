// The events of the page, parsed once, and what is asked of them.

async function unpacked(node) {
  const text = node.textContent;
  node.remove();
  if (node.dataset.packed !== "gzip") return JSON.parse(text);
  if (typeof DecompressionStream === "undefined") {
    throw new Error("This browser is too old to unpack the events of this page: it has no DecompressionStream.");
  }
  const bytes = Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).json();
}

// Sentences, articles and reasons: unpacked after the first picture, or before it where a search needs them.
async function loadLate(data) {
  data.late ??= await unpacked($("late"));
}

async function loadData() {
  const data = await unpacked($("data"));
  const columns = data.events, n = columns.id.length;
  const from = new Float64Array(n), to = new Float64Array(n);  // days drawn: [from, to)
  const dated = new Uint8Array(n), exact = new Uint8Array(n);
  const partyOf = data.actors.map((actor) => actor[3]);
  const unique = (actors, seen) => {
    if (actors.length === 1 && !seen) return [partyOf[actors[0]]];
    const found = new Set(actors.map((a) => partyOf[a]));
    for (const party of seen ?? []) found.delete(party);
    return [...found];
  };
  const actorParties = columns.act.map((actors) => unique(actors));
  const recipientParties = columns.rec.map((actors, i) => unique(actors, actorParties[i]));
  for (let i = 0; i < n; i++) {
    const begin = columns.begin[i], end = columns.end[i];
    dated[i] = begin !== null || end !== null ? 1 : 0;
    from[i] = begin ?? end ?? 0;
    to[i] = (end ?? begin ?? 0) + 1;
    exact[i] = begin !== null && end !== null && (columns.fills[i] || begin === end) ? 1 : 0;
  }
  const place = new Map(columns.id.map((id, i) => [id, i]));
  const first = new Map();  // a person in several offices is one: the first row of the id
  const person = data.actors.map(([id], a) => (first.has(id) ? first.get(id) : first.set(id, a) && a));
  const loaded = { ...data, late: null, e: columns, n, from, to, dated, exact, actorParties, recipientParties, person, indexOf: (id) => place.get(id) ?? -1 };
  loaded.notes ??= [];
  loaded.links ??= [];
  loaded.colours ??= {};
  const names = ["name", "from", "to", "mean", "n", "turn"];
  loaded.between = Object.fromEntries((data.between ?? []).map(([one, two, lead, phases]) => [
    pairKey(one, two), { lead, pair: [one, two], phases: phases.map((row) => Object.fromEntries(row.map((value, k) => [names[k], value]))) },
  ]));
  loaded.asked ??= {};
  loaded.turns = new Set(Object.values(loaded.between).flatMap((one) => one.phases.map((phase) => phase.turn)));
  loaded.pairs = columns.ties.map((ties) => pairsOf(ties, (actor) => partyOf[actor]));
  return loaded;
}

// What is known of a pair from the build stands under this key.
const pairKey = (a, b) => `${Math.min(a, b)}-${Math.max(a, b)}`;

// Everything that a search looks through, made when the first search is.
function haystack(data, i) {
  data.hay ??= new Array(data.n);
  if (data.hay[i] === undefined) {
    const e = data.e;
    const people = [...e.act[i], ...e.rec[i]].map((a) => `${data.actors[a][1]} ${data.parties[data.actors[a][3]][1]}`);
    const sentences = data.late.ev[i].map((one) => `${one[1]} ${data.late.articles[one[0]][0]} ${data.late.articles[one[0]][1]}`);
    const place = e.place[i] < 0 ? "" : data.places[e.place[i]][0];
    data.hay[i] = folded([e.head[i], data.words[e.what[i]], data.types[e.type[i]].join(" "), place, e.id[i], ...people, ...sentences].join(" "));
  }
  return data.hay[i];
}
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

// Does an event rest on one publisher (1), on several (2), or do its reports differ (3)?
function restsSo(data, wanted, i) {
  if (wanted === 3) return Boolean(data.late?.differ[i].length);
  return (publishersOf(data, i) > 1) === (wanted === 2);
}

// How many publishers an event rests on.
function publishersOf(data, i) {
  if (!data.late) return 0;
  return new Set(data.e.art[i].map((a) => data.late.articles[a][1] || a)).size;
}

// Does the event involve this party (as actor or recipient)?
const involves = (data, i, party) => data.actorParties[i].includes(party) || data.recipientParties[i].includes(party);

// The pairs that an event is between, each once: the graph tells who acts upon whom, `unit` what an actor counts as.
function pairsOf(ties, unit) {
  const pairs = [];
  for (const [one, other] of ties) {
    const [a, b] = [unit(one), unit(other)].sort((x, y) => x - y);
    if (a !== b && !pairs.some((pair) => pair[0] === a && pair[1] === b)) pairs.push([a, b]);
  }
  return pairs;
}

// Is the event between these two parties, or do both act side by side towards others?
const between = (data, i, a, b) => data.pairs[i].some(([one, two]) => (one === a && two === b) || (one === b && two === a));
const together = (data, i, a, b) => !data.e.mutual[i] && data.actorParties[i].includes(a) && data.actorParties[i].includes(b) && !between(data, i, a, b);

// Is the event one of the chosen actor, or between the chosen two?
const concerns = (data, state, i) => state.a < 0 || (state.b < 0 ? involves(data, i, state.a) : between(data, i, state.a, state.b));

// An organisation with a long name goes by its acronym where room is short.
function shortName(data, party) {
  const [id, label, kind] = data.parties[party];
  return kind !== "state" && label.length > 20 && /^[A-Z]{2,6}$/.test(id) ? id : label;
}

const names = (data, actors) => actors.map((a) => data.actors[a][1]);
const whenOf = (data, i) => whenText(data.e.begin[i], data.e.end[i], data.e.fills[i], data.e.edtf[i]);
const placeOf = (data, i) => (data.e.place[i] < 0 ? "" : data.places[data.e.place[i]][0]);
const middleOf = (data, i) => (data.from[i] + data.to[i]) / 2;
const valueOf = (data, i) => data.e.score[i] ?? data.e.sign[i];

// Events of which only a last (or a first) possible day is known, or no more than a stretch of years, tell no time by
// themselves: they make no peak, and no stretch of time in which much happened.
const VAGUE = 400;
const isOpen = (data, i) => data.e.begin[i] === null && data.e.end[i] !== null;
const isVague = (data, i) => data.e.begin[i] === null || data.e.end[i] === null || (!data.exact[i] && data.to[i] - data.from[i] > VAGUE);

// Is it of a modality and a grade that are shown? What is to check is there for who asks for it.
const toCheck = (data, i) => data.grades[data.e.grade[i]] === "check";
const kept = (data, state, i) => state.modalities.has(data.e.mod[i]) && (state.doubtful || !toCheck(data, i)) && !(state.only && data.e.mod[i] === 0 && !toCheck(data, i));

// First and last day of all that the chosen actors have to do with: the stretch of time that the brush moves in.
// It does not depend on the other filters, so that a search does not move the axis.
function wholeTime(data, state) {
  const some = [];
  for (let i = 0; i < data.n; i++) {
    if (!data.dated[i] || !kept(data, state, i)) continue;
    if (concerns(data, state, i)) some.push(i);
  }
  return roomy(extent(data, some) ?? extent(data, [...data.from.keys()]) ?? [0, 365]);
}

// The events that pass every filter but the window of time, in order of time. `chosen` tells those of the chosen actors.
function filtered(data, state, chosen = concerns) {
  const e = data.e, found = [];
  const terms = termsOf(data, state.query, state.mentioned);
  const types = state.type, signs = state.signs;
  for (let i = 0; i < data.n; i++) {
    if (!kept(data, state, i) || !signs.has(e.sign[i])) continue;
    if (types >= 0 && e.type[i] !== types) continue;
    if (e.conf[i] < state.confidence || (state.exact && !data.exact[i])) continue;
    if (!chosen(data, state, i)) continue;
    if (state.rests && !restsSo(data, state.rests, i)) continue;
    if (terms.length && !terms.every((term) => term.test(i))) continue;
    found.push(i);
  }
  return found;
}

// First and last possible day of all dated events; null where nothing is dated.
function extent(data, indexes) {
  let low = Infinity, high = -Infinity;
  for (const i of indexes) {
    if (!data.dated[i]) continue;
    if (data.from[i] < low) low = data.from[i];
    if (data.to[i] - 1 > high) high = data.to[i] - 1;
  }
  return low > high ? null : [low, high];
}

// A little room on both sides of a stretch of time.
function roomy([low, high]) {
  const room = Math.max(3, (high - low) * 0.02);
  return [low - room, high + 1 + room];
}

// A stretch of time without the room that `roomy` gave it: the days on which something happened.
function unroomy([from, to]) {
  const room = Math.max(3, ((to - from - 1) / 1.04) * 0.02);
  return [from + room, to - 1 - room];
}

// The stretch of time that holds most of the events in the least of the room: where the share of the events exceeds
// the share of time by most. All of time where no stretch stands out; all that was found where that is short.
function denseTime(data, found, whole) {
  const dated = found.filter((i) => data.dated[i]), told = dated.filter((i) => !isVague(data, i));
  const days = Float64Array.from(told.length ? told : dated, (i) => middleOf(data, i)).sort();
  const n = days.length, length = whole[1] - whole[0];
  if (!n) return [...whole];
  let start = 0, best = -Infinity, from = 0, to = n - 1;
  for (let k = 0; k < n; k++) {
    const low = (at) => at / n - days[at] / length;
    if (low(k) < low(start)) start = k;
    const gain = (k + 1) / n - days[k] / length - low(start);
    if (gain > best) [best, from, to] = [gain, start, k];
  }
  if (n < 12 || best < 0.4) [from, to] = [0, n - 1];
  const room = Math.max(15, (days[to] - days[from]) * 0.03);
  const fit = [Math.max(whole[0], Math.floor(days[from] - room)), Math.min(whole[1], Math.ceil(days[to] + 1 + room))];
  return fit[1] - fit[0] < length * 0.6 ? fit : [...whole];
}
