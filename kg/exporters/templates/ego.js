// The graph around one event: boxes at the places that the build computed, lines that say how they belong together.

function egoBoxes(data, measure, at, narrow) {
  const boxes = new Map();
  for (const node of data.vis.nodes) {
    const [x, y] = at(...(narrow ? narrowSpot(node) : [node.u, node.v])), central = node.kind === "event";
    const label = typeof node.published === "number" ? `${node.label}, ${dayText(node.published)}` : node.label;
    const font = central ? "lane" : "plain", most = narrow ? (central ? 138 : node.kind === "place" || node.kind === "related" ? 150 : 88) : central ? 250 : 200;
    const lines = measure.wrap(label, most - 22, central || narrow ? 5 : 3, font);
    const w = Math.max(56, ...lines.map((line) => measure[font](line) + 24));
    boxes.set(node.id, { ...node, x, y, w, h: lines.length * 17 + 14, lines, r: 20 });
  }
  return boxes;
}

// On a phone actors stand at the edges and what they act for above them.
function narrowSpot({ id, u, v }) {
  const edge = u < 0.5 ? 0.08 : 0.92;
  if (id.startsWith("actor-")) return [edge, v];
  if (id.startsWith("party-")) return [edge, Math.abs(u - 0.5) > 0.4 ? v - 0.15 : v];
  return [0.5 + (u - 0.5) * 0.95, v];
}

function paintEgo(ctx, data, boxes, measure, c, hovered) {
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  ctx.font = measure.fonts.small;
  ctx.lineJoin = "round";
  for (const edge of data.vis.edges) {
    const [x, y, room] = betweenBoxes(boxes.get(edge.from), boxes.get(edge.to)), text = fitted(ctx, edge.label, 140);
    if (ctx.measureText(text).width > room) continue;
    ctx.lineWidth = 5;
    ctx.strokeStyle = c.paper;
    ctx.strokeText(text, x, y);
    ctx.fillStyle = c.soft;
    ctx.fillText(text, x, y);
  }
  for (const box of boxes.values()) {
    const sign = box.event === undefined ? null : SIGN_KEYS[data.e.sign[box.event]], event = sign !== null;
    ctx.beginPath();
    ctx.roundRect(box.x - box.w / 2, box.y - box.h / 2, box.w, box.h, box.kind === "article" ? 2 : event ? 6 : box.h / 2);
    ctx.fillStyle = box.kind === "event" ? c[`${sign}-soft`] : c.paper;
    ctx.fill();
    ctx.lineWidth = box.kind === "event" || hovered === box.id ? 2 : 1.2;
    ctx.strokeStyle = event ? c[sign] : hovered === box.id ? c.ink : c.faint;
    ctx.stroke();
    ctx.fillStyle = c.ink;
    ctx.font = box.kind === "event" ? measure.fonts.lane : measure.fonts.plain;
    box.lines.forEach((line, k) => ctx.fillText(line, box.x, box.y + (k - (box.lines.length - 1) / 2) * 17));
  }
  ctx.textAlign = "left";
}

// The middle of what is seen of a line between two boxes, and how wide a text may be there.
function betweenBoxes(one, two) {
  const inside = (from, to) => {
    const dx = to.x - from.x, dy = to.y - from.y;
    return Math.min(1, dx ? from.w / 2 / Math.abs(dx) : 9, dy ? from.h / 2 / Math.abs(dy) : 9);
  };
  const share = (inside(one, two) + 1 - inside(two, one)) / 2;
  const level = Math.abs(two.y - one.y) < 20;
  const room = level ? Math.abs(two.x - one.x) - (one.w + two.w) / 2 - 4 : Infinity;
  return [one.x + (two.x - one.x) * share, one.y + (two.y - one.y) * share, room];
}
