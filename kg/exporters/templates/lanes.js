// Where everything goes when time runs through lanes: one lane a party, or one a counterpart when an actor is chosen.

const LABELLED = 40, SINGLE = 450, MOST_LANES = 15;
const OTHER = -1, ALONE = -2;

// Tell `found(key, big)` of the lanes that an event belongs to; `big` where the party acts, small where something is done to it.
function eachLane(data, state, i, found) {
  const actors = data.actorParties[i], recipients = data.recipientParties[i];
  if (state.a < 0) {
    for (const key of actors) found(key, true);
    for (const key of recipients) found(key, false);
    return;
  }
  const ties = data.pairs[i].filter((pair) => pair.includes(state.a));
  for (const [one, two] of ties) found(one === state.a ? two : one, true);
  if (!ties.length) found(ALONE, true);
}

// The lanes, busiest first, what is left over in the last one; and for each event in view its places in them.
function makeLanes(view) {
  const { data, state, found } = view;
  const fit = Math.max(3, Math.floor((view.room - view.axis) / (view.phone ? 40 : 28)) - 1);
  const most = Math.min(fit, view.inView.length <= LABELLED ? LABELLED : MOST_LANES);
  const totals = new Map();
  const tally = (key) => totals.set(key, (totals.get(key) ?? 0) + 1);
  for (const i of found) eachLane(data, state, i, tally);
  let keys = [...totals.keys()].filter((key) => state.a >= 0 || !view.only.length || view.only.includes(key));
  const label = (key) => (key === ALONE ? "On its own" : shortName(data, key));
  keys.sort((one, two) => totals.get(two) - totals.get(one) || label(one).localeCompare(label(two)));
  const rest = keys.length > most + 1 ? keys.splice(most) : [];
  const lanes = keys.map((key) => ({ key, label: label(key), count: totals.get(key), marks: [] }));
  const number = new Map(keys.map((key, k) => [key, k]));
  if (rest.length) {
    for (const key of rest) number.set(key, keys.length);
    lanes.push({ key: OTHER, label: count(rest.length, "other"), count: 0, marks: [] });
    let any = false;
    for (const i of found) {
      any = false;
      eachLane(data, state, i, (key) => (any ||= number.get(key) === keys.length));
      if (any) lanes[keys.length].count++;
    }
  }
  for (const i of view.inView) {
    eachLane(data, state, i, (key, big) => {
      const lane = number.get(key), marks = lanes[lane]?.marks;
      if (marks && marks.at(-1)?.i !== i) marks.push({ i, big, lane });
    });
  }
  return lanes;
}

// Where an event is drawn from and to; one of which only the last possible day is known fades out to the left of it.
const FADE = 30;
const stretchOf = (view, i) => {
  const end = view.x(view.data.to[i]), start = isOpen(view.data, i) ? end - FADE : view.x(view.data.from[i]);
  return [start, end].map((at) => clamp(at, view.left, view.right));
};
const isBar = (view, i) => isOpen(view.data, i) || view.x(view.data.to[i]) - view.x(view.data.from[i]) > 16;
const radius = (data, i) => clamp(3.6 + data.e.weight[i] * 0.32, 4, 7.5);

function laneScene(view) {
  let lanes = makeLanes(view);
  const n = view.inView.length;
  if (n <= LABELLED) nameOnce(lanes);
  if (n <= SINGLE) lanes = lanes.filter((lane) => lane.marks.some((mark) => mark.big));
  const scene = { kind: n <= LABELLED ? "label" : n <= SINGLE ? "glyph" : "bars", lanes, marks: [], spans: [], bins: [], labels: [], top: view.axis };
  if (scene.kind === "label" && !labelLanes(view, scene)) Object.assign(scene, { kind: "glyph", marks: [], spans: [], labels: [] });
  if (scene.kind === "label") return scene;
  if (scene.kind === "glyph") glyphLanes(view, scene);
  else barLanes(view, scene);
  return scene;
}

// With few events each is written out once, in the busiest lane of its actors; its other lanes show a small mark.
function nameOnce(lanes) {
  const home = new Map();
  lanes.forEach((lane, k) => lane.marks.forEach((mark) => mark.big && !home.has(mark.i) && home.set(mark.i, k)));
  lanes.forEach((lane, k) => lane.marks.forEach((mark) => (mark.big = home.get(mark.i) === k)));
}

// ------------------------------------------------------------------ up to 40: each with its label, if there is room
function labelLanes(view, scene) {
  const { data, x, left, right } = view, ctx = view.measure;
  const head = view.phone ? 18 : 0, laid = [];
  for (const lane of scene.lanes) {
    const rows = [];  // right end of what stands in each row
    const marks = [...lane.marks].sort((one, two) => two.big - one.big || data.from[one.i] - data.from[two.i] || one.i - two.i);
    for (const mark of marks) {
      const bar = isBar(view, mark.i);
      const [start, end] = stretchOf(view, mark.i);
      const at = bar ? start : clamp(x(middleOf(data, mark.i)), left, right);
      let text = null, from = bar ? start : at - 9, to = bar ? end + 4 : at + 9;
      if (mark.big) {
        text = laneLabel(view, mark.i);
        const [before, after] = [(bar ? start - 8 : at - 12) - left, right - (bar ? end + 7 : at + 12)];
        const full = view.phone ? Math.max(ctx.small(text.date), ctx.plain(text.rest)) : ctx.plain(text.date) + ctx.plain(text.rest);
        const whole = Math.min(full + 1, 560, bar && end - start > right - left - 160 ? end - start - 34 : Math.max(before, after));
        if (bar && end - start > whole + 34) text.x = start + 24;
        else if (whole <= after) {
          text.x = bar ? end + 7 : at + 12;
          to = text.x + whole + 14;
        } else {
          text.x = left + before - whole;
          from = text.x - 8;
        }
        text.width = whole;
      }
      let k = rows.findIndex((taken) => taken.every(([a, b]) => to <= a || from >= b));
      if (k < 0) k = rows.push([]) - 1;
      rows[k].push([from, to]);
      laid.push({ lane, mark, bar, start, end, at, k, text });
    }
    lane.rows = Math.max(1, rows.length);
  }
  const all = scene.lanes.reduce((sum, lane) => sum + lane.rows, 0), gaps = scene.lanes.length * (head + 8) + 6;
  const least = view.phone ? 34 : 17, fits = Math.floor((view.room - view.axis - gaps) / all);
  if (fits < least && (view.state.auto || all * least + gaps > 1.5 * view.room)) return false;  // who zoomed in reads on below
  const row = clamp(fits, least, view.phone ? 40 : 30);
  let y = scene.top;
  for (const lane of scene.lanes) {
    lane.top = y;
    lane.height = head + 8 + lane.rows * row;
    y += lane.height;
  }
  for (const { lane, mark, bar, start, end, at, k, text } of laid) {
    const cy = lane.top + head + 4 + (k + 0.5) * row;
    place(view, scene, mark, bar, start, end, at, cy, Math.min(9, row / 2 - 2));
    if (text) scene.labels.push({ ...text, y: cy, i: mark.i });
  }
  scene.height = y + 6;
  return true;
}

function laneLabel(view, i) {
  const { data, state } = view, e = data.e;
  return { date: view.phone ? whenOf(data, i) : `${whenOf(data, i)} · `, rest: known(data, state, i, e.head[i]) };
}

// A mark becomes a hollow bar (as long as its possible days), a filled bar (days it lasts) or a glyph.
function place(view, scene, mark, bar, start, end, at, y, half) {
  const { data } = view, i = mark.i;
  const item = { ...mark, x: bar ? clamp((start + end) / 2, start, end) : at, y, sign: data.e.sign[i], r: mark.big ? radius(data, i) : 2.8 };
  item.hollow = !data.exact[i];
  item.unreal = data.e.mod[i] !== 0 || toCheck(data, i);
  if (bar) {
    const open = data.e.begin[i] === null ? -1 : data.e.end[i] === null ? 1 : 0;
    scene.spans.push({ ...item, x0: start, x1: end, half: mark.big ? half : Math.min(half, 3), open, fills: data.exact[i] });
  } else scene.marks.push(item);
}

// ------------------------------------------------------------------ up to 450: a glyph each, long uncertain dates below
// A lane is as high as its crowd needs, or as the room allows; bars stand in sub-lanes below the glyphs.
function glyphLanes(view, scene) {
  const { data, x, left, right } = view, ROW = 8;
  const head = view.phone ? 17 : 0, room = view.room - view.axis - 6;
  const smaller = Math.min(1, 0.8 + 30 / view.inView.length);
  const crowds = scene.lanes.map((lane) => {
    const rows = [], glyphs = [], bars = [];
    const marks = [...lane.marks].sort((one, two) => data.from[one.i] - data.from[two.i] || one.i - two.i);
    for (const mark of marks) {
      const [start, end] = stretchOf(view, mark.i);
      if (isBar(view, mark.i)) {
        let k = rows.findIndex((to) => to + 3 <= start);
        if (k < 0) k = rows.push(0) - 1;
        rows[k] = end;
        bars.push({ mark, start, end, k });
      } else glyphs.push({ mark, start, end, at: clamp(x(middleOf(data, mark.i)), left, right), r: mark.big ? radius(data, mark.i) * smaller : 2.8 });
    }
    const reach = swarm(glyphs, 44);
    return { lane, glyphs, bars, rows: rows.length, wanted: (glyphs.length ? Math.max(20, 2 * reach + 8) : 6) + rows.length * ROW + 8 };
  });
  // What is wanted beyond the least is cut alike where there is not enough room, and what is over is shared.
  const least = 22, over = crowds.map((crowd) => Math.max(0, crowd.wanted - least)), total = over.reduce((a, b) => a + b, 0);
  const free = room - crowds.length * (least + head), share = total > free ? Math.max(0, free) / total : 1;
  const spare = total < free ? Math.min(34, (free - total) / Math.max(1, crowds.length)) : 0;
  let y = scene.top;
  crowds.forEach(({ lane, glyphs, bars, rows }, k) => {
    lane.top = y;
    lane.height = head + least + over[k] * share + spare;
    const below = Math.min(rows * ROW, Math.max(0, lane.height - head - (glyphs.length ? 20 : 4)));
    const step = rows ? below / rows : 0, high = lane.height - head - below - (rows ? 2 : 0);
    const reach = swarm(glyphs, Math.max(2, high / 2 - 6)), tight = Math.min(1, (high / 2 - 1) / (reach || 1));
    for (const { mark, start, end, at, r, offset } of glyphs) {
      place(view, scene, mark, false, start, end, at, y + head + high / 2 + offset * tight, 0);
      scene.marks.at(-1).r = r;
    }
    for (const { mark, start, end, k: row } of bars) place(view, scene, mark, true, start, end, start, y + head + high + (row + 0.5) * step, clamp(step / 2 - 0.8, 1.2, 3.5));
    y += lane.height;
  });
  scene.height = y + 6;
}

// Give each glyph of a lane its distance from the middle, at most `far`; return how far the outermost reaches.
function swarm(glyphs, far) {
  const taken = [];
  for (const glyph of glyphs) glyph.offset = swarmOffset(taken, glyph.at, glyph.r, far);
  return glyphs.reduce((most, glyph) => Math.max(most, Math.abs(glyph.offset) + glyph.r), 0);
}

// The nearest free place to the middle of the lane; where all are taken, the least crowded one.
function swarmOffset(swarm, x, r, reach) {
  let best = 0, most = -Infinity;
  while (swarm.length > 60) swarm.shift();
  for (let step = 0; step <= reach; step += 2) {
    for (const offset of step ? [-step, step] : [0]) {
      let gap = Infinity;
      for (const other of swarm) gap = Math.min(gap, Math.hypot(other.x - x, other.offset - offset) - other.r - r);
      if (gap >= 1) {
        swarm.push({ x, offset, r });
        return offset;
      }
      if (gap > most) [best, most] = [offset, gap];
    }
  }
  swarm.push({ x, offset: best, r });
  return best;
}

// ------------------------------------------------------------------ more: bars a stretch of time, cooperation above, conflict below
// Edges of calendar-aligned bins that are at least `room` pixels wide.
function binEdges(from, to, width, room) {
  const perDay = width / (to - from), edges = [];
  const days = [1, 7].find((n) => n * perDay >= room);
  if (days) {
    for (let day = Math.floor(from / days) * days; day < to + days; day += days) edges.push(day);
    return edges;
  }
  const months = [1, 3, 12, 24, 60, 120, 240, 600, 1200].find((n) => n * 30.44 * perDay >= room) ?? 2400;
  const first = toDate(Math.floor(from));
  let index = Math.floor((first.getUTCFullYear() * 12 + first.getUTCMonth()) / months) * months;
  for (;;) {
    const day = utcDay(Math.floor(index / 12), index % 12);
    edges.push(day);
    if (day >= to) return edges;
    index += months;
  }
}

function binOf(edges, day) {
  let low = 0, high = edges.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (edges[middle] <= day) low = middle;
    else high = middle - 1;
  }
  return low;
}

const emptyBin = () => ({ up: 0, flat: 0, down: 0, loose: 0, events: [] });

// Count events into bins; a date less exact than two bins, or open, would be a false peak, so it is counted apart, in every bin it may be in.
function fillBins(data, edges, indexes) {
  const bins = edges.slice(1).map(emptyBin);
  for (const i of indexes) {
    const first = binOf(edges, data.from[i]), last = binOf(edges, data.to[i] - 0.5);
    if (last - first > 1 || isVague(data, i)) {
      for (let k = first; k <= last; k++) {
        bins[k].loose++;
        bins[k].events.push(i);
      }
      continue;
    }
    const bin = bins[binOf(edges, middleOf(data, i))], sign = data.e.sign[i];
    bin[sign > 0 ? "up" : sign < 0 ? "down" : "flat"]++;
    bin.events.push(i);
  }
  return bins;
}

function barLanes(view, scene) {
  const { data, x, left, right } = view;
  const head = view.phone ? 16 : 0, loose = 6;
  const edges = binEdges(view.from, view.to, right - left, view.phone ? 8 : 10);
  const height = clamp((view.room - view.axis - 6) / Math.max(1, scene.lanes.length), 26 + head, 60 + head);
  let y = scene.top, most = 1;
  for (const lane of scene.lanes) {
    lane.top = y;
    lane.height = height;
    lane.bins = fillBins(data, edges, lane.marks.map((mark) => mark.i));
    if (lane.key !== OTHER) for (const bin of lane.bins) most = Math.max(most, bin.up + bin.flat / 2, bin.down + bin.flat / 2, bin.loose / 4);
    y += height;
  }
  for (const lane of scene.lanes) {
    const half = (height - head - loose - 8) / 2, rest = lane.key === OTHER;
    const peak = rest ? Math.max(...lane.bins.map((bin) => Math.max(bin.up, bin.down) + bin.flat / 2)) : most;
    const middle = lane.top + head + 3 + half;
    lane.line = middle;
    addBins(view, scene, lane.bins, edges, { middle, up: half, down: half, most: peak, faint: rest, lane, top: lane.top, height, looseY: lane.top + height - loose - 1, looseH: 3 });
  }
  scene.height = y + 6;
}

function addBins(view, scene, bins, edges, at) {
  const { x, left, right } = view;
  const tall = (n, reach) => (n ? clamp((at.linear ? n / at.most : Math.sqrt(n / at.most)) * reach, 1.5, reach) : 0);
  bins.forEach((bin, k) => {
    if (!bin.events.length) return;
    const x0 = clamp(x(edges[k]), left, right), x1 = clamp(x(edges[k + 1]), left, right);
    if (x1 - x0 < 0.5) return;
    const flat = tall(bin.flat / 2, (at.up + at.down) / 2) * (at.linear ? 1 : 0.7);
    scene.bins.push({
      bin, x0, x1, faint: at.faint, from: edges[k], to: edges[k + 1], lane: at.lane, middle: at.middle, flat, top: at.top, height: at.height,
      up: Math.min(tall(bin.up, at.up), at.up - flat), down: Math.min(tall(bin.down, at.down), at.down - flat),
      looseY: at.looseY, looseH: at.looseH, strength: Math.min(1, 0.25 + bin.loose / 40),
    });
  });
}
