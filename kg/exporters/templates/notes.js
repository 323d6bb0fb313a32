// What a user added to the network of events: notes at a day, lines between notes and events.

function placeNotes(view, scene) {
  const { data, x, left, right } = view;
  scene.notes = [];
  let free = -Infinity;
  for (const [id, day, label, title, level, colour] of [...data.notes].sort((a, b) => a[1] - b[1])) {
    if (day < view.from || day > view.to) continue;
    const at = clamp(x(day), left, right), lane = scene.lanes.find((one) => one.key === level);
    const text = label.length > 40 ? `${label.slice(0, 39)}…` : label, wide = view.measure.small(text) + 12;
    const x0 = clamp(at - wide / 2, left, Math.max(left, right - wide));
    const row = x0 < free ? 1 : 0;
    free = x0 + wide + 6;
    scene.notes.push({ id, note: title, day, x: at, x0, x1: x0 + wide, y: scene.top + 11 + row * 19, label: text, to: lane ? lane.top + lane.height / 2 : scene.story ? scene.line : scene.height, colour });
  }
}

function paintNotes(ctx, view, scene, c) {
  const spot = (id) => scene.notes.find((one) => one.id === id) ?? scene.marks.find((one) => view.data.e.id[one.i] === id) ?? scene.spans.find((one) => view.data.e.id[one.i] === id);
  ctx.save();
  ctx.textBaseline = "middle";
  ctx.strokeStyle = c.ink;
  for (const [from, to, label] of view.data.links) {
    const [a, b] = [spot(from), spot(to)];
    if (!a || !b) continue;
    ctx.setLineDash([4, 3]);
    ctx.beginPath();
    ctx.moveTo(a.x, a.y);
    ctx.quadraticCurveTo((a.x + b.x) / 2, Math.min(a.y, b.y) - 24, b.x, b.y);
    ctx.stroke();
    ctx.setLineDash([]);
    if (label) haloText(ctx, label, (a.x + b.x) / 2, Math.min(a.y, b.y) - 12, view.measure.fonts.small, c);
  }
  for (const note of scene.notes) {
    ctx.strokeStyle = note.colour || c.soft;
    ctx.setLineDash([2, 2]);
    ctx.beginPath();
    ctx.moveTo(Math.round(note.x) + 0.5, note.y + 8);
    ctx.lineTo(Math.round(note.x) + 0.5, note.to);
    ctx.stroke();
    ctx.setLineDash([]);
    ctx.beginPath();
    ctx.roundRect(note.x0, note.y - 9, note.x1 - note.x0, 18, 4);
    ctx.fillStyle = c.band;
    ctx.fill();
    ctx.stroke();
    ctx.fillStyle = c.ink;
    ctx.font = view.measure.fonts.small;
    ctx.fillText(note.label, note.x0 + 6, note.y);
  }
  ctx.restore();
}

// Text on a rim of paper, centred, so that it can be read over lines.
function haloText(ctx, text, x, y, font, c) {
  ctx.font = font;
  ctx.textAlign = "center";
  ctx.lineJoin = "round";
  ctx.lineWidth = 4;
  ctx.strokeStyle = c.paper;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = c.ink;
  ctx.fillText(text, x, y);
  ctx.textAlign = "left";
  ctx.lineWidth = 1;
}
