// Drawing a scene on the canvas of vis-network: everything that is not a glyph lies under its nodes, the selection over them.

function paintUnder(ctx, view, scene, c) {
  ctx.save();
  ctx.textBaseline = "middle";
  ctx.lineWidth = 1;
  paintAxis(ctx, view, scene, c);
  paintStrips(ctx, view, scene, c);
  for (const lane of scene.lanes) paintLane(ctx, view, scene, lane, c);
  if (scene.story) paintStory(ctx, view, scene, c);
  for (const bin of scene.bins) paintBin(ctx, view, bin, c);
  for (const span of scene.spans) paintSpan(ctx, view, span, c);
  for (const mark of scene.marks) if (!mark.node) paintGlyph(ctx, mark, c, mark.big ? 1 : 0.55);
  for (const label of scene.labels) paintLabel(ctx, view, label, c);
  ctx.restore();
}

function paintAxis(ctx, view, scene, c) {
  const { left, right, x } = view, bottom = scene.height - (scene.story ? 0 : 6);
  ctx.font = view.measure.fonts.small;
  let free = -Infinity;
  const stubs = ["earlier", "later"].map($).filter((button) => !button.hidden).map((button) => [button.offsetLeft, button.offsetLeft + button.offsetWidth]);
  for (const tick of ticks(view.from, view.to, right - left, view.phone ? 56 : 62)) {
    const at = Math.round(x(tick.day)) + 0.5;
    if (at < left - 1 || at > right + 1) continue;
    ctx.strokeStyle = c.line;
    ctx.beginPath();
    ctx.moveTo(at, view.axis - 6);
    ctx.lineTo(at, bottom);
    ctx.stroke();
    const wide = ctx.measureText(tick.label).width;
    if (at - 2 < free || at + wide > right + 4 || stubs.some(([start, end]) => at < end && at + 8 + wide > start)) continue;
    ctx.fillStyle = tick.major ? c.ink : c.soft;
    ctx.fillText(tick.label, at + 4, 11);
    free = at + wide + 14;
  }
  ctx.strokeStyle = c.faint;
  ctx.beginPath();
  ctx.moveTo(view.left, view.axis - 0.5);
  ctx.lineTo(right, view.axis - 0.5);
  ctx.stroke();
}

function paintLane(ctx, view, scene, lane, c) {
  const { left, right } = view, hovered = view.hover?.lane === lane && lane.key >= 0;
  ctx.strokeStyle = c.line;
  ctx.beginPath();
  const bottom = Math.round(lane.top + lane.height) - 0.5;
  ctx.moveTo(view.phone ? left : 0, bottom);
  ctx.lineTo(right, bottom);
  ctx.stroke();
  if (lane.line) {
    ctx.strokeStyle = c.faint;
    ctx.beginPath();
    ctx.moveTo(left, Math.round(lane.line) + 0.5);
    ctx.lineTo(right, Math.round(lane.line) + 0.5);
    ctx.stroke();
  }
  ctx.font = view.phone ? `600 12px ${c.sans}` : view.measure.fonts.lane;
  const number = numbers.format(lane.count);
  ctx.fillStyle = hovered ? c.accent : c.ink;
  if (view.phone) {
    const wide = ctx.measureText(lane.label).width;
    ctx.fillText(lane.label, left, lane.top + 11);
    ctx.fillStyle = c.soft;
    ctx.font = view.measure.fonts.small;
    ctx.fillText(number, left + wide + 6, lane.top + 11);
    return;
  }
  const y = scene.kind === "label" ? lane.top + 20 : lane.line ?? lane.top + Math.min(lane.height / 2, 46);
  ctx.textAlign = "right";
  ctx.font = view.measure.fonts.small;
  ctx.fillStyle = c.soft;
  ctx.fillText(number, left - 14, y);
  const used = ctx.measureText(number).width;
  ctx.font = view.measure.fonts.lane;
  ctx.fillStyle = hovered ? c.accent : c.ink;
  (lane.lines ?? [lane.label]).forEach((line, k) => ctx.fillText(fitted(ctx, line, left - used - 24), left - 20 - used, y + 18 * k));
  ctx.textAlign = "left";
}

function paintBin(ctx, view, bin, c) {
  const gap = bin.x1 - bin.x0 > 5 ? 1 : 0.5, wide = Math.max(1, bin.x1 - bin.x0 - gap);
  ctx.globalAlpha = (view.hover?.bin === bin ? 0.72 : 1) * (bin.faint ? 0.5 : 1);
  if (bin.flat) {
    ctx.fillStyle = c.neutral;
    ctx.fillRect(bin.x0, bin.middle - bin.flat, wide, bin.flat * 2);
  }
  ctx.fillStyle = c.coop;
  if (bin.up) ctx.fillRect(bin.x0, bin.middle - bin.flat - bin.up, wide, bin.up);
  ctx.fillStyle = c.conf;
  if (bin.down) ctx.fillRect(bin.x0, bin.middle + bin.flat, wide, bin.down);
  if (bin.bin.loose) {
    ctx.globalAlpha = bin.strength * 0.8;
    ctx.fillStyle = c.neutral;
    ctx.fillRect(bin.x0, bin.looseY, bin.x1 - bin.x0, bin.looseH);
  }
  ctx.globalAlpha = 1;
}

// A hollow bar says: some day in here. A filled one: all of these days. An open end fades out.
function paintSpan(ctx, view, span, c) {
  const key = SIGN_KEYS[span.sign], { x0, x1, y, half } = span;
  if (span.open < 0) return paintOpen(ctx, span, c[key]);
  const r = Math.min(half, (x1 - x0) / 2);
  ctx.beginPath();
  ctx.roundRect(x0 + 0.5, y - half, Math.max(2, x1 - x0 - 1), half * 2, r);
  ctx.globalAlpha = span.big ? 1 : 0.6;
  ctx.fillStyle = span.fills ? c[key] : c[`${key}-soft`];
  ctx.fill();
  ctx.strokeStyle = c[key];
  ctx.lineWidth = 1.2;
  if (span.unreal) ctx.setLineDash([3, 3]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (!span.fills && span.big && half > 3) {
    const at = clamp(half > 6 ? x0 + half + 2 : (x0 + x1) / 2, view.left + 6, view.right - 6);
    tracePath(ctx, span.sign, at, y, half > 6 ? 4.2 : 3);
    ctx.fillStyle = c.paper;
    ctx.fill();
    ctx.stroke();
  }
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1;
}

// By this day at the latest: an edge at the day, and what fades into the time before it.
function paintOpen(ctx, { x0, x1, y, half, big }, colour) {
  const steps = 8, wide = (x1 - x0) / steps;
  ctx.fillStyle = colour;
  for (let k = 0; k < steps; k++) {
    ctx.globalAlpha = ((k + 1) / steps) ** 2 * (big ? 0.55 : 0.35);
    ctx.fillRect(x0 + k * wide, y - half, wide, half * 2);
  }
  ctx.globalAlpha = big ? 1 : 0.6;
  ctx.fillRect(x1 - 2, y - half, 2, half * 2);
  ctx.globalAlpha = 1;
}

function paintGlyph(ctx, mark, c, strength) {
  const key = SIGN_KEYS[mark.sign];
  ctx.globalAlpha = strength;
  tracePath(ctx, mark.sign, mark.x, mark.y, mark.r);
  ctx.fillStyle = mark.hollow || mark.unreal ? c.paper : c[key];
  ctx.fill();
  ctx.strokeStyle = mark.hollow || mark.unreal ? c[key] : c.paper;
  ctx.lineWidth = mark.big ? 1.5 : 1;
  if (mark.unreal) ctx.setLineDash([2.5, 2]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  ctx.lineWidth = 1;
}

function paintLabel(ctx, view, label, c) {
  label.x1 = label.x + label.width;
  ctx.fillStyle = c.soft;
  if (view.phone) {
    ctx.font = view.measure.fonts.small;
    ctx.fillText(fitted(ctx, label.date, label.width), label.x, label.y - 8);
    ctx.font = view.measure.fonts.plain;
    ctx.fillStyle = c.ink;
    ctx.fillText(fitted(ctx, label.rest, label.width), label.x, label.y + 8);
    return;
  }
  ctx.font = view.measure.fonts.plain;
  const date = ctx.measureText(label.date).width;
  const shown = fitted(ctx, label.date, label.width);
  ctx.fillText(shown, label.x, label.y);
  ctx.fillStyle = c.ink;
  if (shown === label.date) ctx.fillText(fitted(ctx, label.rest, label.width - date + 1), label.x + date, label.y);
}

// The line between the marks of one event in several lanes.
function paintLink(ctx, view, items, c, strength) {
  const key = SIGN_KEYS[items[0].sign], x = items[0].x0 !== undefined ? clamp(items[0].x, view.left, view.right) : items[0].x;
  const ys = items.map((item) => item.y);
  ctx.globalAlpha = strength;
  ctx.strokeStyle = c[key];
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  ctx.moveTo(x, Math.min(...ys));
  ctx.lineTo(x, Math.max(...ys));
  ctx.stroke();
  ctx.lineWidth = 1;
  ctx.globalAlpha = 1;
}

function paintStory(ctx, view, scene, c) {
  const { left, right } = view;
  ctx.strokeStyle = c.ink;
  ctx.lineWidth = 1.5;
  ctx.beginPath();
  ctx.moveTo(left, Math.round(scene.line) + 0.5);
  ctx.lineTo(right, Math.round(scene.line) + 0.5);
  ctx.stroke();
  ctx.lineWidth = 1;
  if (!view.phone) {
    ctx.textAlign = "right";
    ctx.font = `600 12px ${c.sans}`;
    ctx.fillStyle = c.coop;
    ctx.fillText("Cooperation", left - 14, scene.line - 16);
    ctx.fillStyle = c.conf;
    ctx.fillText("Conflict", left - 14, scene.line + 18);
    ctx.textAlign = "left";
  }
  for (const box of scene.boxes) paintStem(ctx, view, box, c);
  for (const box of scene.boxes) paintBox(ctx, view, box, c);
  if (scene.looseTop) sideNote(ctx, view, "Date not exact", scene.looseTop + 7, c);
  if (scene.togetherTop) sideNote(ctx, view, "Together, towards others", scene.togetherTop + 7, c);
  if (scene.tone) paintTone(ctx, view, scene.tone, c);
}

function paintStem(ctx, view, box, c) {
  ctx.strokeStyle = c[SIGN_KEYS[view.data.e.sign[box.i]]];
  ctx.globalAlpha = 0.5;
  ctx.beginPath();
  ctx.moveTo(Math.round(box.x) + 0.5, box.from.y);
  ctx.lineTo(Math.round(box.x) + 0.5, box.way < 0 ? box.y + 2 : box.y + box.height - 2);
  ctx.stroke();
  ctx.globalAlpha = 1;
}

function paintBox(ctx, view, box, c) {
  const at = box.flip ? box.x1 - 7 : box.x0 + 7;
  ctx.fillStyle = c.paper;
  ctx.fillRect(box.x0 + (box.flip ? 0 : 3), box.y, box.x1 - box.x0 - 3, box.height);
  ctx.textAlign = box.flip ? "right" : "left";
  ctx.font = view.measure.fonts.small;
  ctx.fillStyle = c.soft;
  ctx.fillText(box.date, at, box.y + 8);
  ctx.font = view.measure.fonts.plain;
  ctx.fillStyle = c.ink;
  box.lines.forEach((line, k) => ctx.fillText(line, at, box.y + 24 + k * 16));
  ctx.textAlign = "left";
}

function sideNote(ctx, view, text, y, c) {
  ctx.font = view.measure.fonts.small;
  ctx.fillStyle = c.soft;
  if (view.phone) ctx.fillText(text, view.left, y - 14);
  else {
    ctx.textAlign = "right";
    ctx.fillText(text, view.left - 14, y);
    ctx.textAlign = "left";
  }
}

// Rings and connectors of what is selected or under the pointer.
function paintOver(ctx, view, scene, c) {
  ctx.save();
  for (const i of new Set([view.hover?.i, view.state.selected])) {
    if (i === undefined || i < 0) continue;
    const items = [...scene.marks, ...scene.spans].filter((item) => item.i === i);
    if (items.length > 1 && !scene.story) paintLink(ctx, view, items, c, 1);
    const chosen = i === view.state.selected;
    for (const item of items) {
      ctx.strokeStyle = chosen ? c.ink : c.soft;
      ctx.lineWidth = chosen ? 2 : 1.5;
      ctx.beginPath();
      if (item.x0 !== undefined) ctx.roundRect(item.x0 - 2.5, item.y - item.half - 3, item.x1 - item.x0 + 5, item.half * 2 + 6, item.half + 3);
      else {
        if (items.length > 1 && !scene.story) paintGlyph(ctx, item, c, 1);
        ctx.strokeStyle = chosen ? c.ink : c.soft;
        ctx.lineWidth = chosen ? 2 : 1.5;
        ctx.beginPath();
        ctx.arc(item.x, item.y, item.r + 5, 0, 2 * Math.PI);
      }
      ctx.stroke();
    }
    if (!items.length && chosen && view.data.dated[i]) paintFlag(ctx, view, scene, i, c);
  }
  ctx.restore();
}

// The selected event in a picture of bars: a line at its date, and a diamond on the lane that it belongs to.
function paintFlag(ctx, view, scene, i, c) {
  const at = view.x(middleOf(view.data, i));
  if (at < view.left || at > view.right) return;
  ctx.strokeStyle = c.ink;
  ctx.lineWidth = 1.2;
  ctx.beginPath();
  ctx.moveTo(at, view.axis);
  ctx.lineTo(at, scene.story ? scene.line : scene.height - 6);
  ctx.stroke();
  const lanes = scene.lanes.filter((lane) => lane.marks.some((mark) => mark.i === i));
  for (const y of scene.story ? [scene.line] : lanes.map((lane) => lane.line)) {
    paintGlyph(ctx, { sign: view.data.e.sign[i], x: at, y, r: 6, big: true }, c, 1);
    ctx.strokeStyle = c.ink;
    ctx.lineWidth = 2;
    ctx.beginPath();
    ctx.arc(at, y, 10, 0, 2 * Math.PI);
    ctx.stroke();
  }
}
