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
  storyBalance(view, scene);
  return scene;
}

// The text boxes of one side: each on a stem, pushed outward until it neither covers a box nor crosses a stem.
function stackBoxes(view, chosen, lines, wide) {
  const { data, x, left, right } = view, ctx = view.measure;
  const placed = [];
  const items = chosen.map((i) => ({ i, x: clamp(x(middleOf(data, i)), left, right) })).sort((one, two) => two.x - one.x || two.i - one.i);
  for (const item of items) {
    const head = storyLabel(view, item.i);
    item.date = whenOf(data, item.i);
    item.lines = ctx.wrap(head, wide, lines);
    const need = Math.min(wide, Math.max(ctx.small(item.date), ...item.lines.map(ctx.plain))) + 10;
    item.x0 = Math.max(left, Math.min(item.x - 1, right - need));
    item.x1 = item.x0 + need;
    for (item.level = 0; ; item.level++) {
      const clash = placed.some((other) => {
        const overlap = item.x0 < other.x1 + 6 && other.x0 < item.x1 + 6;
        if (other.level === item.level) return overlap;
        const mine = other.x > item.x0 - 4 && other.x < item.x1 && other.level > item.level;
        const theirs = item.x > other.x0 - 4 && item.x < other.x1 && other.level < item.level;
        return mine || theirs;
      });
      if (!clash || item.level > 60) break;
    }
    placed.push(item);
  }
  return placed;
}

function storyLabel(view, i) {
  const { data } = view, e = data.e;
  return e.head[i] + (e.mod[i] ? ` (${data.modalities[e.mod[i]]})` : "");
}

function storySingles(view, scene, above, below) {
  const { data, x, left, right } = view, all = scene.kind === "label";
  const dense = all && view.inView.length > 16;
  const stand = (side) => (all ? side : milestones(view, side));
  const lines = dense ? 1 : 2, step = lines * 16 + 24, wide = view.phone ? 150 : dense ? 230 : 190;
  const heights = [];
  const sides = [above, below].map((side) => {
    const columns = new Map();
    const dots = side.map((i) => {
      const r = radius(data, i), at = clamp(x(middleOf(data, i)), left, right), key = Math.round(at / 11);
      const level = columns.get(key) ?? 0;
      columns.set(key, level + 1);
      return { i, at, r, level };
    });
    const deepest = Math.max(0, ...columns.values());
    const gap = all ? 22 : Math.min(13, 150 / Math.max(1, deepest));
    const boxes = stackBoxes(view, stand(side), lines, wide);
    const levels = Math.max(-1, ...boxes.map((box) => box.level)) + 1;
    const pile = 16 + deepest * gap;
    heights.push(pile + levels * step + (levels ? 8 : 0) + 4);
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
      const item = { i: dot.i, big: true, lane: 0, x: dot.at, y, sign: data.e.sign[dot.i], r: Math.min(dot.r, all ? 8 : gap / 2 + 1.5), hollow: !data.exact[dot.i], unreal: data.e.mod[dot.i] !== 0 };
      scene.marks.push(item);
    }
    for (const box of boxes) {
      const y = middle + way * (pile + 8 + box.level * step) - (way < 0 ? step - 6 : 0);
      scene.boxes.push({ ...box, y, height: step - 8, from: at.get(box.i), way });
    }
  });
  scene.height = middle + Math.max(least, heights[1]) + 4;
}

// The events that stand out most and whose text finds room.
function milestones(view, indexes) {
  const { data, x } = view, kept = [];
  const most = view.phone ? 3 : MILESTONES;
  for (const i of [...indexes].sort((a, b) => data.e.weight[b] - data.e.weight[a] || a - b)) {
    if (kept.length >= most) break;
    if (kept.filter((other) => Math.abs(x(middleOf(data, other)) - x(middleOf(data, i))) < 120).length < 2) kept.push(i);
  }
  return kept;
}

function storyBars(view, scene) {
  const { data, left, right } = view;
  const edges = binEdges(view.from, view.to, right - left, view.phone ? 7 : 9);
  const bins = fillBins(data, edges, view.inView);
  const most = Math.max(1, ...bins.map((bin) => Math.max(bin.up, bin.down) + bin.flat / 2));
  const sides = [1, -1].map((sign) => stackBoxes(view, milestones(view, view.inView.filter((i) => (data.e.sign[i] < 0 ? -1 : 1) === sign && data.exact[i])), 2, view.phone ? 150 : 190));
  const reach = view.phone ? 80 : 110, step = 56;
  const levels = sides.map((boxes) => Math.max(-1, ...boxes.map((box) => box.level)) + 1);
  const middle = scene.top + reach + levels[0] * step + 16;
  scene.line = middle;
  scene.height = middle + reach + levels[1] * step + 16;
  addBins(view, scene, bins, edges, { middle, up: reach, down: reach, most, lane: { label: "", key: null }, top: middle - reach, height: 2 * reach, looseY: scene.height + 4, looseH: 6 });
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
