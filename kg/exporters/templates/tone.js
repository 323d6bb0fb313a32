// The tone between two under their story: the mean score of each phase, and of the twelve months up to each event.

const YEAR = 365.25;
const SHORTEST = 24;  // pixels of a line that shows a course: less is a scribble, and the zoom brings it out

// What is known of a pair from the build: its phases as { from, to, mean, n, name, turn }, or none.
const phasesOf = (data, a, b) => data.between[pairKey(a, b)]?.phases ?? [];

// The mean score of the twelve months that end with each event, where there are at least three.
function yearlyMean(data, events) {
  const points = [];
  let first = 0, sum = 0;
  events.forEach((i, k) => {
    sum += valueOf(data, i);
    while (middleOf(data, events[first]) < middleOf(data, i) - YEAR) sum -= valueOf(data, events[first++]);
    const n = k - first + 1;
    points.push({ day: middleOf(data, i), n, mean: n >= 3 ? sum / n : null });
  });
  return points;
}

function toneStrip(view, scene) {
  const { data, state } = view;
  const real = view.found.filter((i) => data.dated[i] && data.e.mod[i] === 0).sort((one, two) => middleOf(data, one) - middleOf(data, two));
  const phases = phasesOf(data, state.a, state.b), points = yearlyMean(data, real);
  const means = [...phases.map((phase) => phase.mean), ...points.map((point) => point.mean ?? 0)].map(Math.abs);
  const most = Math.min(10, Math.max(4, Math.ceil(Math.max(0, ...means))));
  const top = scene.height + 22, tall = STRIP - 34;
  const y = (value) => top + ((most - clamp(value, -most, most)) / (2 * most)) * tall;
  scene.tone = { top, tall, most, y, phases, points };
  scene.height += STRIP;
}

// What is told of a day in the strip.
function toneTip(data, tone, day) {
  const phase = tone.phases.find((one) => day >= one.from && day < one.to + 1), point = tone.points.findLast((one) => one.day <= day);
  const span = format({ month: "short", year: "numeric" });
  const rows = [];
  if (phase) {
    rows.push(el("strong", {}, phase.name || "Phase"), el("span", { class: "date" }, span.formatRange(toDate(phase.from), toDate(phase.to))));
    rows.push(el("span", {}, `mean score ${scoreText(phase.mean)} from ${count(phase.n, "event")}`));
  }
  if (point?.mean !== null && point !== undefined) rows.push(el("span", {}, `12 months to ${dayText(Math.round(point.day))}: ${scoreText(Math.round(point.mean * 10) / 10)} from ${count(point.n, "event")}`));
  if (rows.length) rows.push(el("span", { class: "date" }, `score of an event: −10 conflict to +10 cooperation${phase ? "; a click shows the phase" : ""}`));
  return rows;
}

function paintTone(ctx, view, tone, c) {
  const { left, right, x } = view, { top, tall, y, most } = tone;
  ctx.font = view.measure.fonts.small;
  for (const value of [most, 0, -most]) {
    ctx.strokeStyle = value ? c.line : c.faint;
    ctx.beginPath();
    ctx.moveTo(left, Math.round(y(value)) + 0.5);
    ctx.lineTo(right, Math.round(y(value)) + 0.5);
    ctx.stroke();
    ctx.fillStyle = value > 0 ? c.coop : value < 0 ? c.conf : c.soft;
    ctx.textAlign = view.phone ? "left" : "right";
    if (!view.phone) ctx.fillText(scoreText(value), left - 8, y(value) + (value > 0 ? 3 : value < 0 ? -3 : 0));
    ctx.textAlign = "left";
  }
  for (const phase of tone.phases) {
    const x0 = clamp(x(phase.from), left, right), x1 = clamp(x(phase.to + 1), left, right), key = phase.mean < 0 ? "conf" : "coop";
    if (x1 - x0 < 1) continue;
    const high = Math.abs(y(phase.mean) - y(0));
    ctx.fillStyle = c[`${key}-soft`];
    ctx.fillRect(x0, Math.min(y(0), y(phase.mean)), x1 - x0 - 1, high);
    ctx.fillStyle = c[key];
    ctx.fillRect(x0, y(phase.mean) - 1, x1 - x0 - 1, 2);
  }
  const lines = [[]];  // points that no long silence parts
  for (const point of tone.points) {
    const at = x(point.day), line = lines.at(-1);
    if (point.mean === null || at < left || at > right) lines.push([]);
    else if (line.length && point.day - line.at(-1).day > 1.5 * YEAR) lines.push([{ ...point, at }]);
    else line.push({ ...point, at });
  }
  ctx.strokeStyle = c.soft;
  ctx.beginPath();
  for (const line of lines) {
    if (!line.length || line.at(-1).at - line[0].at < SHORTEST) continue;
    line.forEach((point, k) => (k ? ctx.lineTo(point.at, y(point.mean)) : ctx.moveTo(point.at, y(point.mean))));
  }
  ctx.stroke();
  nameLabels(ctx, view, tone, c);
  if (view.phone) return;
  ctx.textAlign = "right";
  ctx.font = `600 12px ${view.measure.sans}`;
  ctx.fillStyle = c.ink;
  ctx.fillText("Tone", left - 44, top + tall / 2 - 16);
  ctx.font = view.measure.fonts.small;
  ctx.fillStyle = c.soft;
  ctx.fillText("mean score of", left - 44, top + tall / 2);
  ctx.fillText("phase, 12 months", left - 44, top + tall / 2 + 14);
  ctx.textAlign = "left";
}

// The names of the phases over their bands, each with its mean: those of most events first, the others where they fit.
function nameLabels(ctx, view, tone, c) {
  const { left, right, x } = view, taken = [];
  ctx.font = view.measure.fonts.small;
  ctx.fillStyle = c.ink;
  for (const phase of [...tone.phases].sort((one, two) => two.n - one.n)) {
    if (phase.to < view.from || phase.from > view.to) continue;
    const text = `${phase.name} ${scoreText(phase.mean)}`.trim(), wide = ctx.measureText(text).width;
    const x0 = clamp(x(phase.from), left, right), x1 = clamp(x(phase.to + 1), left, right);
    const at = [x0 + 1, (x0 + x1 - wide) / 2, x1 - wide].find((start) => start >= left && start + wide <= right && taken.every(([from, to]) => start > to + 6 || start + wide < from - 6));
    if (at === undefined) continue;
    taken.push([at, at + wide]);
    ctx.fillText(text, at, tone.top - 9);
  }
}
