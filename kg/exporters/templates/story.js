// The story of two actors: one line of time, cooperation above it, conflict below, the running balance under both.

const MILESTONES = 9;

function storyScene(view) {
  const n = view.inView.length;
  const scene = { kind: n <= LABELLED ? "label" : n <= SINGLE ? "glyph" : "bars", story: true, lanes: [], marks: [], spans: [], bins: [], labels: [], boxes: [], top: view.axis };
  const above = [], below = [], loose = [];
  for (const i of view.inView) {
    if (isBar(view, i) && !view.data.exact[i]) loose.push(i);
    else (view.data.e.sign[i] < 0 ? below : above).push(i);
  }
  if (scene.kind === "bars") storyBars(view, scene);
  else storySingles(view, scene, above, below);
  storyLoose(view, scene, scene.kind === "bars" ? [] : loose);
  storyTogether(view, scene);
  storyBalance(view, scene);
  return scene;
}

// The text boxes of one side: each on a stem, pushed outward until it neither covers a box nor crosses a stem.
function stackBoxes(view, chosen, lines, wide) {
  const { data, x, left, right } = view, ctx = view.measure;
  const items = chosen.map((i) => {
    const at = clamp(x(middleOf(data, i)), left, right), date = whenOf(data, i), text = ctx.wrap(storyLabel(view, i), wide, lines);
    const need = Math.min(wide, Math.max(ctx.small(date), ...text.map(ctx.plain))) + 12;
    return { i, x: at, date, lines: text, need, flip: at + need > right };
  });
  items.sort((one, two) => two.x - one.x || two.i - one.i);
  // A box stands right of its stem; near the right edge left of it, and so does each that would get in the way of those.
  for (let turned = true; turned; ) {
    turned = false;
    for (const item of items) {
      if (item.flip || item.x - item.need < left) continue;
      const blocked = items.some((edge) => edge.flip && edge.x < item.x + item.need && edge.x - edge.need < item.x);
      if (blocked) item.flip = turned = true;
    }
  }
  for (const item of items) [item.x0, item.x1] = item.flip ? [item.x + 1 - item.need, item.x + 1] : [item.x - 1, item.x - 1 + item.need];
  const late = new Set();
  for (const item of items) if (!item.flip && items.some((other) => (other.flip || late.has(other)) && within(other.x, item))) late.add(item);
  const early = items.filter((item) => !item.flip && !late.has(item)), edge = items.filter((item) => item.flip).reverse();
  const placed = [];
  for (const item of [...early, ...edge, ...late]) {
    item.level = freeLevel(placed, item, true) ?? freeLevel(placed, item, false);
    placed.push(item);
  }
  return placed;
}

const within = (at, box) => at > box.x0 + 5 && at < box.x1 - 5;

// The lowest level at which a box covers no other and, if `strict`, no stem runs through a box.
function freeLevel(placed, item, strict) {
  const overlaps = (other) => item.x0 < other.x1 + 6 && other.x0 < item.x1 + 6;
  for (let level = 0; level < (strict ? 16 : 999); level++) {
    const clash = placed.some((other) =>
      (other.level === level && overlaps(other)) ||
      (strict && ((other.level > level && within(other.x, item)) || (other.level < level && within(item.x, other)))));
    if (!clash) return level;
  }
  return null;
}

function storyLabel(view, i) {
  const { data } = view, e = data.e;
  return e.head[i] + (e.mod[i] ? ` (${data.modalities[e.mod[i]]})` : "");
}

function storySingles(view, scene, above, below) {
  const { data, x, left, right } = view, all = scene.kind === "label";
  const high = (side) => stackBoxes(view, side, 2, 190).some((box) => box.level > 4);
  const dense = all && !view.phone && (high(above) || high(below));
  const lines = dense ? 1 : 2, step = lines * 16 + 24, wide = view.phone ? 150 : dense ? 300 : 190;
  const heights = [];
  const sides = [above, below].map((side) => {
    const levels = [];  // for each level the right end of its last mark
    const dots = side.map((i) => ({ i, r: Math.min(radius(data, i), all ? 8 : 6.5), at: clamp(x(middleOf(data, i)), left, right) }));
    dots.sort((one, two) => one.at - two.at);
    for (const dot of dots) {
      let level = levels.findIndex((end) => end <= dot.at - dot.r);
      if (level < 0) level = levels.push(0) - 1;
      levels[level] = dot.at + dot.r + 1;
      dot.level = level;
    }
    const deepest = Math.max(0, levels.length - 1);
    const gap = all ? 18 : Math.min(13, 150 / Math.max(1, deepest));
    const boxes = all ? stackBoxes(view, side, lines, wide) : milestones(view, side, lines, wide);
    const rows = Math.max(-1, ...boxes.map((box) => box.level)) + 1;
    const pile = 16 + deepest * gap;
    heights.push(pile + rows * step + (rows ? 8 : 0) + 4);
    return { dots, boxes, gap, pile };
  });
  const least = all ? 70 : 90;
  const middle = scene.top + Math.max(least, heights[0]) + 4;
  scene.line = middle;
  sides.forEach(({ dots, boxes, gap, pile }, k) => {
    const way = k ? 1 : -1;
    const at = new Map();
    for (const dot of dots) {
      const y = middle + way * (14 + dot.level * gap);
      at.set(dot.i, { x: dot.at, y });
      const item = { i: dot.i, big: true, lane: 0, x: dot.at, y, sign: data.e.sign[dot.i], r: dot.r, hollow: !data.exact[dot.i], unreal: data.e.mod[dot.i] !== 0 || toCheck(data, dot.i) };
      scene.marks.push(item);
    }
    for (const box of boxes) {
      const y = middle + way * (pile + 8 + box.level * step) - (way < 0 ? step - 6 : 0);
      scene.boxes.push({ ...box, y, height: step - 8, from: at.get(box.i), way });
    }
  });
  scene.height = middle + Math.max(least, heights[1]) + 4;
}

// The text boxes of the events that stand out most, as many as find room without climbing high.
function milestones(view, indexes, lines, wide) {
  const most = view.phone ? 4 : MILESTONES, levels = 3;
  let kept = [], boxes = [];
  const told = indexes.filter((i) => !toCheck(view.data, i));
  for (const i of told.sort((a, b) => view.data.e.weight[b] - view.data.e.weight[a] || a - b).slice(0, 40)) {
    if (kept.length >= most) break;
    const tried = stackBoxes(view, [...kept, i], lines, wide);
    if (tried.every((box) => box.level < levels)) [kept, boxes] = [[...kept, i], tried];
  }
  return boxes;
}

function storyBars(view, scene) {
  const { data, left, right } = view;
  const edges = binEdges(view.from, view.to, right - left, view.phone ? 7 : 9);
  const bins = fillBins(data, edges, view.inView);
  const most = Math.max(1, ...bins.map((bin) => Math.max(bin.up, bin.down) + bin.flat / 2));
  const sides = [1, -1].map((sign) => milestones(view, view.inView.filter((i) => (data.e.sign[i] < 0 ? -1 : 1) === sign && data.exact[i]), 2, view.phone ? 150 : 190));
  const reach = view.phone ? 80 : 110, step = 56;
  const levels = sides.map((boxes) => Math.max(-1, ...boxes.map((box) => box.level)) + 1);
  const middle = scene.top + reach + levels[0] * step + 16;
  scene.line = middle;
  scene.height = middle + reach + levels[1] * step + 16;
  addBins(view, scene, bins, edges, { middle, up: reach, down: reach, most, linear: true, lane: { label: "", key: null }, top: middle - reach, height: 2 * reach, looseY: scene.height + 4, looseH: 6 });
  sides.forEach((boxes, k) => {
    const way = k ? 1 : -1;
    for (const box of boxes) {
      const y = middle + way * (reach + 8 + box.level * step) - (way < 0 ? step - 6 : 0);
      scene.boxes.push({ ...box, y, height: step - 8, from: { x: box.x, y: middle }, way });
    }
  });
  scene.looseTop = scene.height;
  scene.height += 14;
}

// Dates known only to a month or a year have a sub-lane of their own, as bars as long as their possible days.
function storyLoose(view, scene, loose) {
  if (!loose.length) return;
  const { data, x, left, right } = view, rows = [];
  const top = scene.height + 16;
  for (const i of loose) {
    const start = clamp(x(data.from[i]), left, right), end = clamp(x(data.to[i]), left, right);
    let k = rows.findIndex((to) => to + 4 <= start);
    if (k < 0) k = rows.push(0) - 1;
    rows[k] = end;
    place(view, scene, { i, big: true, lane: 0 }, true, start, end, start, top + 8 + k * 14, 5);
  }
  scene.looseTop = top;
  scene.height = top + 8 + rows.length * 14;
}

// What both do side by side towards others is nothing between them: marks apart, without a sign and outside the balance.
function storyTogether(view, scene) {
  if (!view.beside.length) return;
  const rows = [], top = scene.height + 16;
  for (const i of view.beside) {
    const at = clamp(view.x(middleOf(view.data, i)), view.left, view.right);
    let k = rows.findIndex((end) => end <= at - 5);
    if (k < 0) k = rows.push(0) - 1;
    rows[k] = at + 5;
    place(view, scene, { i, big: true, lane: 1 }, false, at, at, at, top + 8 + k * 12, 0);
    Object.assign(scene.marks.at(-1), { sign: 0, r: 4 });
  }
  scene.togetherTop = top;
  scene.height = top + 8 + rows.length * 12;
}

// The sum of scores from the first event on: it rises with cooperation and falls with conflict.
function storyBalance(view, scene) {
  const { data, x, left, right } = view;
  let sum = 0, low = 0, high = 0, before = 0;
  const steps = [];
  const real = view.found.filter((i) => data.dated[i] && data.e.mod[i] === 0);
  for (const i of real.sort((one, two) => middleOf(data, one) - middleOf(data, two))) {
    sum += valueOf(data, i);
    const day = middleOf(data, i);
    if (day < view.from) before = sum;
    else if (day <= view.to) {
      steps.push([x(day), sum]);
      low = Math.min(low, sum);
      high = Math.max(high, sum);
    }
  }
  low = Math.min(low, before);
  high = Math.max(high, before);
  const top = scene.height + 30, tall = 72;
  const y = (value) => top + ((high - value) / Math.max(1, high - low)) * tall;
  scene.balance = { top, tall, zero: y(0), before: y(before), steps: steps.map(([at, value]) => [at, y(value)]), low, high, last: steps.length ? steps.at(-1)[1] : before, left, right };
  scene.height = top + tall + 16;
}
