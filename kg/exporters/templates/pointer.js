// What lies under the pointer, what is said of it, and how a drag, a pinch and a tap are told apart.

// The mark, bar, label, box, period, point of the tone or lane at a place of the picture.
function hitIn(now, scene, event, stage) {
  const at = stage.getBoundingClientRect(), px = event.clientX - at.left, py = event.clientY - at.top;
  let best = null, nearest = event.pointerType === "touch" ? 20 : 9;
  for (const mark of scene.marks) {
    const away = Math.hypot(mark.x - px, mark.y - py) - mark.r;
    if (away < nearest) [best, nearest] = [{ i: mark.i }, away];
  }
  const note = scene.notes.find((one) => px >= one.x0 && px <= one.x1 && Math.abs(py - one.y) < 10);
  if (note) return { note };
  if (best) return best;
  for (const span of scene.spans) if (px >= span.x0 - 2 && px <= span.x1 + 2 && Math.abs(py - span.y) <= span.half + 3) return { i: span.i };
  for (const label of scene.labels) if (px >= label.x - 4 && px <= label.x1 + 4 && Math.abs(py - label.y) < 12) return { i: label.i };
  for (const item of scene.boxes ?? []) if (px >= item.x0 && px <= item.x1 && py >= item.y && py <= item.y + item.height) return { i: item.i };
  for (const bin of scene.bins) if (px >= bin.x0 && px < bin.x1 && py >= bin.top && py < bin.top + bin.height) return { bin };
  if (scene.tone && py > scene.tone.top - 16 && px >= now.left && px <= now.right) return { tone: Math.round(now.day(px)) };
  const lane = scene.lanes.find((one) => py >= one.top && py < one.top + (now.phone ? 20 : one.height));
  if (lane && lane.key >= 0 && px < (now.phone ? 160 : now.left - 8)) return { lane };
  return null;
}

const hoverKey = (hover) => JSON.stringify([hover?.i, hover?.note?.id, hover?.lane?.key, hover?.bin?.x0, hover?.bin?.middle]);

// Returns a function that shows the tooltip of what is hit, or hides it.
function makeTip(data, box, tip, scene) {
  return (hover, event) => {
    let rows = [];
    if (hover?.cursor !== undefined) rows = cursorTip(data, scene(), hover.cursor);
    else if (hover?.bin) rows = binTip(data, hover.bin);
    else if (hover?.tone !== undefined && hover) rows = toneTip(data, scene().tone, hover.tone);
    else if (hover?.note) rows = [el("span", { class: "date" }, `Note, ${dayText(hover.note.day)}`), el("strong", { dir: "auto" }, hover.note.note)];
    else if (hover?.i !== undefined) {
      const i = hover.i;
      rows = [
        el("span", { class: "date" }, whenOf(data, i)), el("strong", { dir: "auto" }, data.e.head[i]),
        el("span", { class: "date" }, [data.e.mod[i] ? data.modalities[data.e.mod[i]] : SIGN_NAMES[data.e.sign[i]], `score ${scoreText(data.e.score[i])}`, count(data.e.n[i], "mention")].join(" · ")),
      ];
    }
    tip.hidden = !rows.length;
    if (tip.hidden) return;
    tip.replaceChildren(...rows);
    const at = box.getBoundingClientRect(), x = event.clientX - at.left, y = event.clientY - at.top;
    tip.style.left = `${clamp(x + 14, 4, Math.max(4, at.width - tip.offsetWidth - 6))}px`;
    tip.style.top = `${y + tip.offsetHeight + 24 > at.height && y > tip.offsetHeight + 12 ? y - tip.offsetHeight - 12 : y + 16}px`;
  };
}

// A finger that moves up or down scrolls the page, which the browser does by itself; one that moves sideways moves the
// time; a short touch that stays where it is opens what is under it.
function bindPointer(stage, { time, reach, whole, moveTo, over, click }) {
  const pointers = new Map();
  let drag = null;
  stage.addEventListener("pointerdown", (event) => {
    pointers.set(event.pointerId, event);
    const { from, to } = time();
    drag = { x: event.clientX, y: event.clientY, at: event.timeStamp, from, to, moved: false, gap: gapOf(pointers) };
  });
  stage.addEventListener("pointermove", (event) => {
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, event);
    if (drag && pointers.size === 2) {
      const scale = clamp(drag.gap / Math.max(20, gapOf(pointers)), 0.02, 50), middle = (drag.from + drag.to) / 2, half = ((drag.to - drag.from) * scale) / 2;
      drag.moved = true;
      moveTo(middle - half, middle + half);
    } else if (drag && pointers.size === 1) {
      const least = event.pointerType === "touch" ? TAP.distance : 5;
      if (!drag.moved && Math.abs(drag.x - event.clientX) < least) return;
      if (!drag.moved) {
        stage.setPointerCapture(event.pointerId);
        over(null);
      }
      drag.moved = true;
      const by = ((drag.x - event.clientX) / reach()) * (drag.to - drag.from), [low, high] = whole();
      const shift = clamp(by, low - drag.from, high - drag.to);
      moveTo(drag.from + shift, drag.to + shift);
    } else if (event.pointerType !== "touch") over(event);
  });
  stage.addEventListener("pointerup", (event) => {
    pointers.delete(event.pointerId);
    const still = drag && !drag.moved && Math.hypot(drag.x - event.clientX, drag.y - event.clientY) < TAP.distance;
    const short = event.pointerType !== "touch" || event.timeStamp - (drag?.at ?? 0) < TAP.milliseconds;
    if (still && short && !pointers.size) click(event);
    if (!pointers.size) drag = null;
  });
  stage.addEventListener("pointercancel", () => {
    pointers.clear();
    drag = null;
  });
  stage.addEventListener("pointerleave", () => over(null));
}

function gapOf(pointers) {
  const [one, two] = [...pointers.values()];
  return two ? Math.abs(one.clientX - two.clientX) + Math.abs(one.clientY - two.clientY) : 1;
}
