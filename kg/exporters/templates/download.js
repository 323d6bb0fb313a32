// Files that the reader takes along: the events as a table, the picture as an image.

function save(blob, name) {
  const anchor = el("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(anchor);
  anchor.click();
  anchor.remove();
  setTimeout(() => URL.revokeObjectURL(anchor.href), 10000);
}

// A cell that a spreadsheet would read as a formula is made text.
function csvCell(value) {
  const text = String(value ?? "");
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const CSV_COLUMNS = {
  id: (d, i) => d.e.id[i],
  begin: (d, i) => (d.e.begin[i] === null ? "" : isoDay(d.e.begin[i])),
  end: (d, i) => (d.e.end[i] === null ? "" : isoDay(d.e.end[i])),
  edtf: (d, i) => d.e.edtf[i],
  event: (d, i) => d.e.head[i],
  type: (d, i) => d.types[d.e.type[i]][0],
  sign: (d, i) => SIGN_NAMES[d.e.sign[i]],
  score: (d, i) => d.e.score[i],
  modality: (d, i) => d.modalities[d.e.mod[i]],
  actors: (d, i) => names(d, d.e.act[i]).join("; "),
  recipients: (d, i) => names(d, d.e.rec[i]).join("; "),
  place: placeOf,
  confidence: (d, i) => (d.e.conf[i] / 100).toFixed(2),
  grade: (d, i) => d.grades[d.e.grade[i]],
  mentions: (d, i) => d.e.n[i],
  sentence: (d, i) => d.late.ev[i][0]?.[1],
  sentences: (d, i) => d.late.ev[i].slice(1).map((one) => one[1]).join(" | "),
  publisher: (d, i) => d.late.articles[d.late.ev[i][0]?.[0]]?.[1],
  article: (d, i) => d.late.articles[d.late.ev[i][0]?.[0]]?.[0],
  address: (d, i) => d.late.articles[d.late.ev[i][0]?.[0]]?.[3],
};

function saveTable(data, indexes, name) {
  const lines = [Object.keys(CSV_COLUMNS).join(",")];
  for (const i of indexes) lines.push(Object.values(CSV_COLUMNS).map((cell) => csvCell(cell(data, i))).join(","));
  save(new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" }), name);
}

// The picture under its title, over its own legend and a line that says where it is from: as PNG of twice the pixels, or SVG.
// `picture` is { width, height, title, subtitle, source, legend: [[paint(ctx, x, y), words]], paint(ctx) }.
function paintWhole(ctx, picture, c) {
  const { width, height, legend } = picture, head = 66;
  ctx.fillStyle = c.paper;
  ctx.fillRect(0, 0, width, wholeHeight(picture));
  ctx.fillStyle = c.ink;
  ctx.font = `700 22px ${c.serif}`;
  ctx.fillText(fitted(ctx, picture.title, width - 32), 16, 32);
  ctx.fillStyle = c.soft;
  ctx.font = `13px ${c.sans}`;
  ctx.fillText(fitted(ctx, picture.subtitle, width - 32), 16, 53);
  ctx.save();
  ctx.translate(0, head);
  picture.paint(ctx);
  ctx.restore();
  let x = 20, y = head + height + 16;
  for (const [paint, words] of legend) {
    ctx.font = `12px ${c.sans}`;
    const wide = ctx.measureText(words).width + 46;
    if (x + wide > width) [x, y] = [20, y + 18];
    paint(ctx, x, y);
    ctx.font = `12px ${c.sans}`;
    ctx.textAlign = "left";
    ctx.fillStyle = c.soft;
    ctx.fillText(words, x + 20, y + 4);
    x += wide;
  }
  ctx.fillStyle = c.soft;
  ctx.font = `11.5px ${c.sans}`;
  ctx.fillText(fitted(ctx, picture.source, width - 32), 16, wholeHeight(picture) - 12);
}
const wholeHeight = ({ height, width }) => 66 + height + (width < 700 ? 78 : 58);

function savePicture(picture, kind, name) {
  const c = colours(), canvas = document.createElement("canvas"), ctx = canvas.getContext("2d"), tall = wholeHeight(picture);
  if (kind === "svg") {
    const drawn = svgContext(picture.width, tall, ctx);
    paintWhole(drawn, picture, c);
    return save(new Blob([drawn.text()], { type: "image/svg+xml" }), name);
  }
  canvas.width = picture.width * 2;
  canvas.height = tall * 2;
  ctx.scale(2, 2);
  paintWhole(ctx, picture, c);
  return canvas.toBlob((blob) => save(blob, name), "image/png");
}

// What a picture of these events is made from, and what was left out.
function sourceLine(data, state, indexes) {
  const articles = new Set(indexes.flatMap((i) => data.e.art[i])), publishers = new Set([...articles].map((a) => data.late.articles[a][1]).filter(Boolean));
  const filters = [
    state.query && `“${state.query}”`, state.type >= 0 && data.types[state.type][1], state.signs.size < 3 && [...state.signs].map((sign) => SIGN_NAMES[sign]).join(", "),
    state.confidence && `confidence ${state.confidence} % or more`, state.exact && "dates known to the day",
  ].filter(Boolean);
  return `Source: ${count(articles.size, "article")} of ${count(publishers.size, "publisher")} · read by diplokg ${data.version} · what is to check is left out${filters.length ? ` · only ${filters.join("; ")}` : ""}`.replace(state.doubtful ? " · what is to check is left out" : "\0", "");
}

const eventLegend = (c) => [1, 0, -1].map((sign) => [(ctx, x, y) => {
  ctx.fillStyle = c[SIGN_KEYS[sign]];
  tracePath(ctx, sign, x + 6, y, 5);
  ctx.fill();
}, SIGN_NAMES[sign]]);

// The name of a file tells what is in it.
const viewName = (data, state, suffix) => fileName([$("relation").textContent || data.title, state.auto ? "" : `${isoDay(Math.round(state.from)).slice(0, 7)} ${isoDay(Math.round(state.to)).slice(0, 7)}`, state.query].filter(Boolean).join(" "), suffix);
const pictureTitle = (data) => $("headline").textContent || $("relation").textContent || data.title;
const fileName = (title, suffix) => (title.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "events") + suffix;
