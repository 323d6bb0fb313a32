// A context that writes down as SVG what is drawn on it: as much of a canvas's context as the pictures use.

function svgContext(width, height, measure) {
  const NS = "http://www.w3.org/2000/svg", root = document.createElementNS(NS, "svg");
  const make = (name, attributes, text) => {
    const node = document.createElementNS(NS, name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null) node.setAttribute(key, value);
    if (text !== undefined) node.textContent = text;
    root.append(node);
  };
  for (const [key, value] of Object.entries({ xmlns: NS, width, height, viewBox: `0 0 ${width} ${height}` })) root.setAttribute(key, value);
  const number = (value) => Math.round(value * 100) / 100;
  const first = { fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, globalAlpha: 1, font: "13px sans-serif", textAlign: "left", textBaseline: "alphabetic", lineJoin: "miter", dash: [], x: 0, y: 0 };
  const kept = [];
  let path = "";
  const at = (x, y) => `${number(x + ctx.x)} ${number(y + ctx.y)}`;
  const alpha = () => (ctx.globalAlpha < 1 ? number(ctx.globalAlpha) : null);
  const lines = () => ({ stroke: ctx.strokeStyle, "stroke-width": number(ctx.lineWidth), "stroke-dasharray": ctx.dash.length ? ctx.dash.join(" ") : null, "stroke-linejoin": ctx.lineJoin, "stroke-opacity": alpha() });
  function words(text, x, y, painted) {
    const [, weight, size, family] = /^(?:(\d+) )?([\d.]+)px (.*)$/.exec(ctx.font) ?? [null, null, 13, "sans-serif"];
    make("text", {
      x: number(x + ctx.x), y: number(y + ctx.y + (ctx.textBaseline === "middle" ? size * 0.35 : 0)), "font-size": size, "font-weight": weight ?? null, "font-family": family,
      "text-anchor": { center: "middle", right: "end" }[ctx.textAlign] ?? null, "xml:space": "preserve", ...painted,
    }, text);
  }
  const ctx = {
    ...first,
    save() { kept.push(Object.fromEntries(Object.keys(first).map((key) => [key, ctx[key]]))); },
    restore() { Object.assign(ctx, kept.pop()); },
    translate(x, y) { ctx.x += x; ctx.y += y; },
    beginPath() { path = ""; },
    closePath() { path += "Z"; },
    moveTo(x, y) { path += `M${at(x, y)}`; },
    lineTo(x, y) { path += `L${at(x, y)}`; },
    quadraticCurveTo(a, b, x, y) { path += `Q${at(a, b)} ${at(x, y)}`; },
    arc(x, y, r) { path += `M${at(x - r, y)}a${number(r)} ${number(r)} 0 1 0 ${number(2 * r)} 0a${number(r)} ${number(r)} 0 1 0 ${number(-2 * r)} 0Z`; },
    rect(x, y, w, h) { path += `M${at(x, y)}h${number(w)}v${number(h)}h${number(-w)}Z`; },
    roundRect(x, y, w, h, r) {
      r = Math.max(0, Math.min(r, w / 2, h / 2));
      const corner = (dx, dy) => `a${number(r)} ${number(r)} 0 0 1 ${number(dx)} ${number(dy)}`;
      path += `M${at(x + r, y)}h${number(w - 2 * r)}${corner(r, r)}v${number(h - 2 * r)}${corner(-r, r)}h${number(2 * r - w)}${corner(-r, -r)}v${number(2 * r - h)}${corner(r, -r)}Z`;
    },
    fill() { make("path", { d: path, fill: ctx.fillStyle, "fill-opacity": alpha() }); },
    stroke() { make("path", { d: path, fill: "none", ...lines() }); },
    fillRect(x, y, w, h) { make("rect", { x: number(x + ctx.x), y: number(y + ctx.y), width: number(Math.max(0, w)), height: number(Math.max(0, h)), fill: ctx.fillStyle, "fill-opacity": alpha() }); },
    fillText(text, x, y) { words(text, x, y, { fill: ctx.fillStyle, "fill-opacity": alpha() }); },
    strokeText(text, x, y) { words(text, x, y, { fill: "none", ...lines() }); },
    measureText(text) { measure.font = ctx.font; return measure.measureText(text); },
    setLineDash(dash) { ctx.dash = dash; },
    text: () => new XMLSerializer().serializeToString(root),
  };
  return ctx;
}
