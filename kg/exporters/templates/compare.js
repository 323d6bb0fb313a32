// Two to four relations on one axis and one scale: cooperation above each line, conflict below, the phases behind, and a
// cursor that goes through all of them.

const MOST_COMPARED = 4;

// The relations that are compared: the chosen one first, then those added.
const compared = (state) => (state.a >= 0 && state.b >= 0 ? [[state.a, state.b], ...state.others].slice(0, MOST_COMPARED) : []);

function compareScene(view) {
  const { data, state, left, right } = view, pairs = compared(state);
  const scene = { kind: "compare", story: false, lanes: [], marks: [], spans: [], bins: [], labels: [], strips: [], top: view.axis };
  const height = clamp((view.room - view.axis - 8) / pairs.length, 90, 220);
  const edges = binEdges(view.from, view.to, right - left, 9);
  let most = 1;
  pairs.forEach(([a, b], k) => {
    const inView = view.all.filter((i) => between(data, i, a, b) && data.dated[i] && data.to[i] > view.from && data.from[i] < view.to);
    const bins = fillBins(data, edges, inView);
    for (const bin of bins) most = Math.max(most, bin.up + bin.flat / 2, bin.down + bin.flat / 2);
    const lane = { key: -3, label: `${shortName(data, a)} – ${shortName(data, b)}`, lines: [shortName(data, a), `– ${shortName(data, b)}`], count: inView.length, marks: [], top: view.axis + k * height, height };
    lane.line = lane.top + 24 + (height - 34) / 2;
    scene.strips.push({ lane, bins, a, b, phases: phasesOf(data, a, b), mean: inView.length ? inView.reduce((sum, i) => sum + valueOf(data, i), 0) / inView.length : 0 });
    scene.lanes.push(lane);
  });
  for (const { lane, bins } of scene.strips) {
    const reach = (height - 34) / 2;
    addBins(view, scene, bins, edges, { middle: lane.line, up: reach, down: reach, most, linear: true, lane, top: lane.top, height: lane.height, looseY: lane.top + lane.height - 7, looseH: 4 });
  }
  scene.height = view.axis + pairs.length * height + 6;
  return scene;
}

function paintStrips(ctx, view, scene, c) {
  const { x, left, right } = view;
  for (const { lane, phases } of scene.strips ?? []) {
    for (const phase of phases) {
      const x0 = clamp(x(phase.from), left, right), x1 = clamp(x(phase.to + 1), left, right);
      if (x1 - x0 < 2) continue;
      ctx.fillStyle = c[phase.mean < 0 ? "conf-soft" : "coop-soft"];
      ctx.globalAlpha = 0.7;
      ctx.fillRect(x0, lane.top + 2, x1 - x0, lane.height - 4);
      ctx.globalAlpha = 1;
      ctx.font = view.measure.fonts.small;
      ctx.fillStyle = c.soft;
      const text = [`${phase.name} ${scoreText(phase.mean)}`, phase.name, scoreText(phase.mean)].find((one) => ctx.measureText(one).width < x1 - x0 - 4);
      if (text) ctx.fillText(text, x0 + 3, lane.top + 12);
    }
  }
}

function paintCursor(ctx, view, scene, c) {
  if (scene.kind !== "compare" || view.cursor === null || view.cursor === undefined) return;
  const at = view.x(view.cursor);
  ctx.save();
  ctx.strokeStyle = c.ink;
  ctx.setLineDash([3, 3]);
  ctx.beginPath();
  ctx.moveTo(at, view.axis);
  ctx.lineTo(at, scene.height - 6);
  ctx.stroke();
  ctx.restore();
}

// What each relation is on the day under the cursor.
function cursorTip(data, scene, day) {
  const phase = (phases) => phases.find((one) => day >= one.from && day < one.to + 1);
  return [
    el("strong", {}, monthText(day)),
    ...scene.strips.map(({ lane, bins, phases }) => {
      const now = phase(phases), bin = scene.bins.find((one) => one.lane === lane && day >= one.from && day < one.to);
      return el("span", {}, `${lane.label}: ${[now ? `${now.name} ${scoreText(now.mean)}` : "", bin ? binWords(bin.bin) : "no event here"].filter(Boolean).join(", ")}`);
    }),
  ];
}

// The relations that are compared as a list with a button each to take one out, and what could be added.
function compareParts(data, state, ties, told) {
  const change = (others) => {
    told(others);
    $("stage").scrollIntoView({ block: "nearest" }); // who clicked far down in the panel sees what came of it
  };
  const pairs = compared(state), name = ([a, b]) => `${data.parties[a][1]} – ${data.parties[b][1]}`;
  const is = (tie) => pairs.some(([a, b]) => pairKey(a, b) === pairKey(tie.one, tie.two));
  const more = pairs.length < MOST_COMPARED ? ties.filter((tie) => !is(tie) && tie.events.length >= 3).slice(0, 6) : [];
  return [
    el("h3", {}, "Compare with"),
    el("ul", { class: "plain compared" },
      ...state.others.map((pair, k) => el("li", {}, el("button", { type: "button", class: "chip", "aria-label": `Take out ${name(pair)}`, click: () => change(state.others.filter((_, other) => other !== k)) }, name(pair), " ×"))),
      ...more.map((tie) => el("li", {}, el("button", { type: "button", class: "chip wide", click: () => change([...state.others, [tie.one, tie.two]]) }, `+ ${name([tie.one, tie.two])}`)))),
  ];
}
