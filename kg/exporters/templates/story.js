// The story of two actors: one line of time, cooperation above it, conflict below, the tone between them under both.

const STRIP = 92, LOOSE_ROW = 12;

function storyScene(view) {
  const n = view.inView.length;
  const scene = { kind: n <= LABELLED ? "label" : n <= SINGLE ? "glyph" : "bars", story: true, lanes: [], marks: [], spans: [], bins: [], labels: [], boxes: [], top: view.axis };
  const above = [], below = [], loose = [];
  for (const i of view.inView) {
    if (isBar(view, i) && !view.data.exact[i]) loose.push(i);
    else (view.data.e.sign[i] < 0 ? below : above).push(i);
  }
  const rows = scene.kind === "bars" ? [] : looseRows(view, loose), beside = besideRows(view);
  const deep = (some) => (some.length ? 16 + Math.min(4, 1 + Math.max(...some.map((one) => one.k))) * LOOSE_ROW : 0);
  const under = STRIP + deep(rows) + deep(beside) + (scene.kind === "bars" ? 14 : 0);
  scene.bottom = Math.max(scene.top + 150, view.room - under);  // of the marks and their labels
  if (scene.kind === "bars") storyBars(view, scene);
  else storySingles(view, scene, above, below);
  placeRows(view, scene, rows, "looseTop", deep(rows), false);
  placeRows(view, scene, beside, "togetherTop", deep(beside), true);
  toneStrip(view, scene);
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
  return known(view.data, view.state, i, view.data.e.head[i]);
}

function storySingles(view, scene, above, below) {
  const { data, x, left, right } = view, all = scene.kind === "label", sides = [above, below];
  const free = scene.bottom - scene.top - 8, wide = view.phone ? 150 : 215, step = 54;
  const piles = sides.map((side) => {
    const levels = [];  // for each level the right end of its last mark
    const dots = side.map((i) => ({ i, r: Math.min(radius(data, i), 6.5), at: clamp(x(middleOf(data, i)), left, right) }));
    dots.sort((one, two) => one.at - two.at);
    for (const dot of dots) {
      let level = levels.findIndex((end) => end <= dot.at - dot.r);
      if (level < 0) level = levels.push(0) - 1;
      levels[level] = dot.at + dot.r + 1;
      dot.level = level;
    }
    return { dots, deepest: Math.max(0, levels.length - 1) };
  });
  const deep = piles[0].deepest + piles[1].deepest;
  const gap = Math.min(all ? 16 : 13, Math.max(3, (free * 0.55 - 44) / Math.max(1, deep)));
  const high = piles.map(({ deepest }) => 22 + deepest * gap);
  const rows = Math.max(0, Math.floor((free - high[0] - high[1]) / step));
  const told = sides.map((side) => tellable(data, side));
  const share = told[0].length / Math.max(1, told[0].length + told[1].length);
  const up = told[1].length ? clamp(Math.round(rows * share), Math.min(1, rows), Math.max(0, rows - 1)) : rows;
  const boxes = [milestones(view, told[0], wide, up), milestones(view, told[1], wide, rows - up)];
  const used = boxes.map((some) => Math.max(-1, ...some.map((box) => box.level)) + 1);
  const spare = free - high[0] - high[1] - (used[0] + used[1]) * step;
  const middle = scene.top + high[0] + used[0] * step + spare / 2 + 4;
  scene.line = middle;
  piles.forEach(({ dots }, k) => {
    const way = k ? 1 : -1, at = new Map();
    for (const dot of dots) {
      const y = middle + way * (14 + dot.level * gap);
      at.set(dot.i, { x: dot.at, y });
      scene.marks.push({ i: dot.i, big: true, lane: 0, x: dot.at, y, sign: data.e.sign[dot.i], r: dot.r, hollow: !data.exact[dot.i], unreal: data.e.mod[dot.i] !== 0 || toCheck(data, dot.i) });
    }
    for (const box of boxes[k]) {
      const y = middle + way * (high[k] + box.level * step) - (way < 0 ? step - 6 : 0);
      scene.boxes.push({ ...box, y, height: step - 8, from: at.get(box.i), way });
    }
  });
  scene.height = scene.bottom;
}

// The text boxes of the events that tell the story of the time in view, as many as find room in so many levels.
function milestones(view, told, wide, levels) {
  if (levels < 1) return [];
  let kept = [], boxes = [];
  for (const i of forStory(view.data, told, view.from, view.to, 24, ofTwo)) {
    if (kept.length >= (view.phone ? 4 : 12)) break;
    const tried = stackBoxes(view, [...kept, i], 2, wide);
    if (tried.every((box) => box.level < levels)) [kept, boxes] = [[...kept, i], tried];
  }
  return boxes;
}

function storyBars(view, scene) {
  const { data, left, right } = view;
  const edges = binEdges(view.from, view.to, right - left, view.phone ? 7 : 9);
  const bins = fillBins(data, edges, view.inView);
  const most = Math.max(1, ...bins.map((bin) => Math.max(bin.up, bin.down) + bin.flat / 2));
  const free = scene.bottom - scene.top - 20, reach = clamp(free / 4, 50, 120), step = 54;
  const rows = Math.floor((free - 2 * reach) / step), up = Math.ceil(rows / 2);
  const sides = [1, -1].map((sign, k) => milestones(view, tellable(data, view.inView.filter((i) => (data.e.sign[i] < 0 ? -1 : 1) === sign && data.exact[i])), view.phone ? 150 : 215, k ? rows - up : up));
  const levels = sides.map((boxes) => Math.max(-1, ...boxes.map((box) => box.level)) + 1);
  const middle = scene.top + 8 + (free - (levels[1] - levels[0]) * step) / 2;
  scene.line = middle;
  scene.height = scene.bottom;
  addBins(view, scene, bins, edges, { middle, up: reach, down: reach, most, linear: true, lane: { label: "", key: null }, top: middle - reach, height: 2 * reach, looseY: scene.height + 4, looseH: 6 });
  sides.forEach((boxes, k) => {
    const way = k ? 1 : -1;
    for (const box of boxes) {
      const y = middle + way * (reach + 4 + box.level * step) - (way < 0 ? step - 6 : 0);
      scene.boxes.push({ ...box, y, height: step - 8, from: { x: box.x, y: middle }, way });
    }
  });
  scene.looseTop = scene.height;
  scene.height += 14;
}

// Dates known only to a month or a year have a sub-lane of their own, as bars as long as their possible days.
function looseRows(view, loose) {
  const ends = [];
  return loose.map((i) => {
    const [start, end] = stretchOf(view, i);
    let k = ends.findIndex((to) => to + 4 <= start);
    if (k < 0) k = ends.push(0) - 1;
    ends[k] = end;
    return { i, start, end, k };
  });
}

// What both do side by side towards others is nothing between them: marks apart, without a sign and outside the tone.
function besideRows(view) {
  const ends = [];
  return view.beside.map((i) => {
    const at = clamp(view.x(middleOf(view.data, i)), view.left, view.right);
    let k = ends.findIndex((end) => end <= at - 5);
    if (k < 0) k = ends.push(0) - 1;
    ends[k] = at + 5;
    return { i, start: at, end: at, k };
  });
}

function placeRows(view, scene, rows, name, height, apart) {
  if (!rows.length) return;
  const top = scene.height + 10, step = (height - 14) / (1 + Math.max(...rows.map((row) => row.k)));
  for (const { i, start, end, k } of rows) {
    place(view, scene, { i, big: true, lane: apart ? 1 : 0 }, !apart, start, end, start, top + 6 + k * step, Math.min(5, step / 2 - 0.5));
    if (apart) Object.assign(scene.marks.at(-1), { sign: 0, r: 4 });
  }
  scene[name] = top;
  scene.height += height;
}
