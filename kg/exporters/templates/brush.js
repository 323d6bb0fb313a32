// The histogram over all of time, and the brush on it: two thumbs that a mouse, a finger or the keyboard can move.

function makeBrush(data, onChange) {
  const box = $("brush"), canvas = $("histogram"), range = $("brush-range");
  const thumbs = [$("brush-from"), $("brush-to")];
  let whole = [0, 1], shown = [0, 1], indexes = [];
  const width = () => canvas.clientWidth;
  const x = (day) => ((day - whole[0]) / (whole[1] - whole[0])) * width();
  const day = (px) => whole[0] + (px / width()) * (whole[1] - whole[0]);

  function move(from, to, final) {
    const least = Math.min(2, whole[1] - whole[0]);
    from = clamp(from, whole[0], whole[1] - least);
    to = clamp(to, from + least, whole[1]);
    shown = [from, to];
    place();
    onChange(from, to, final);
  }

  function place() {
    const known = unroomy(whole), told = shown.map((day) => Math.round(clamp(day, ...known)));
    const [left, right] = [x(shown[0]), x(shown[1])];
    range.style.left = `${left}px`;
    range.style.width = `${Math.max(2, right - left)}px`;
    thumbs.forEach((thumb, side) => {
      thumb.style.left = `${side ? right : left}px`;
      thumb.setAttribute("aria-valuemin", Math.round(side ? shown[0] : whole[0]));
      thumb.setAttribute("aria-valuemax", Math.round(side ? whole[1] : shown[1]));
      thumb.setAttribute("aria-valuenow", Math.round(shown[side]));
      thumb.setAttribute("aria-valuetext", dayText(told[side]));
    });
    $("brush-text").textContent = `${monthText(told[0])} – ${monthText(told[1])}`;
  }

  function draw() {
    const ratio = window.devicePixelRatio || 1, w = width(), h = canvas.clientHeight;
    canvas.width = Math.round(w * ratio);
    canvas.height = Math.round(h * ratio);
    const ctx = canvas.getContext("2d"), c = colours();
    ctx.scale(ratio, ratio);
    const step = 4, bins = Math.max(1, Math.floor(w / step));
    const up = new Float64Array(bins), down = new Float64Array(bins), flat = new Float64Array(bins);
    for (const i of indexes) {
      if (!data.dated[i] || isVague(data, i)) continue;
      const bin = clamp(Math.floor((x(middleOf(data, i)) / w) * bins), 0, bins - 1);
      (data.e.sign[i] > 0 ? up : data.e.sign[i] < 0 ? down : flat)[bin]++;
    }
    let most = 1;
    for (let k = 0; k < bins; k++) most = Math.max(most, up[k] + flat[k] / 2, down[k] + flat[k] / 2);
    const half = (h - 14) / 2, middle = half + 1;
    const scale = (half - 1) / Math.sqrt(most);
    const tall = (n) => (n ? Math.max(1.5, Math.sqrt(n) * scale) : 0);
    for (let k = 0; k < bins; k++) {
      const grey = tall(flat[k]) / 2;
      ctx.fillStyle = c.neutral;
      if (grey) ctx.fillRect(k * step, middle - grey, step - 1, grey * 2);
      ctx.fillStyle = c.coop;
      if (up[k]) ctx.fillRect(k * step, middle - grey - tall(up[k]), step - 1, tall(up[k]));
      ctx.fillStyle = c.conf;
      if (down[k]) ctx.fillRect(k * step, middle + grey, step - 1, tall(down[k]));
    }
    ctx.fillStyle = c.line;
    ctx.fillRect(0, middle, w, 1);
    ctx.fillStyle = c.soft;
    ctx.font = `10.5px ${c.sans}`;
    for (const tick of ticks(whole[0], whole[1], w, 64)) {
      const at = x(tick.day), text = tick.label, wide = ctx.measureText(text).width;
      if (at >= 0 && at + wide <= w) ctx.fillText(text, at, h - 1);
    }
  }

  function key(side) {
    return (event) => {
      const span = whole[1] - whole[0];
      const steps = { ArrowLeft: -span / 100, ArrowDown: -span / 100, ArrowRight: span / 100, ArrowUp: span / 100, PageDown: -span / 10, PageUp: span / 10, Home: -span, End: span };
      if (!(event.key in steps)) return;
      event.preventDefault();
      event.stopPropagation();
      const least = Math.min(2, span);
      if (side) move(shown[0], Math.max(shown[0] + least, shown[1] + steps[event.key]), true);
      else move(Math.min(shown[1] - least, shown[0] + steps[event.key]), shown[1], true);
    };
  }
  thumbs.forEach((thumb, side) => thumb.addEventListener("keydown", key(side)));

  let held = null;
  box.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    const at = event.clientX - canvas.getBoundingClientRect().left;
    const side = thumbs.indexOf(event.target);
    if (side >= 0) held = { side };
    else if (at > x(shown[0]) && at < x(shown[1]) && shown[1] - shown[0] < (whole[1] - whole[0]) * 0.98) held = { at, was: [...shown] };
    else held = { at, fresh: true };
    box.setPointerCapture(event.pointerId);
    if (side >= 0) event.target.focus();
    event.preventDefault();
  });
  box.addEventListener("pointermove", (event) => {
    if (!held) return;
    const at = event.clientX - canvas.getBoundingClientRect().left;
    if (held.fresh) {
      if (Math.abs(at - held.at) > 4) move(day(Math.min(at, held.at)), day(Math.max(at, held.at)), false);
    } else if (held.was) {
      const by = clamp(day(at) - day(held.at), whole[0] - held.was[0], whole[1] - held.was[1]);
      move(held.was[0] + by, held.was[1] + by, false);
    } else if (held.side) move(shown[0], Math.max(day(at), shown[0] + 2), false);
    else move(Math.min(day(at), shown[1] - 2), shown[1], false);
  });
  const released = () => {
    if (held) onChange(shown[0], shown[1], true);
    held = null;
  };
  box.addEventListener("pointerup", released);
  box.addEventListener("pointercancel", released);
  box.addEventListener("dblclick", () => move(whole[0], whole[1], true));

  return {
    setData(all, found) {
      whole = all;
      indexes = found;
      draw();
      place();
    },
    set(from, to) {
      shown = [from, to];
      place();
    },
    redraw() {
      draw();
      place();
    },
  };
}
