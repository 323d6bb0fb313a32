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
  article: (d, i) => d.late.articles[d.late.ev[i][0]?.[0]]?.[0],
  address: (d, i) => d.late.articles[d.late.ev[i][0]?.[0]]?.[3],
};

function saveTable(data, indexes, name) {
  const lines = [Object.keys(CSV_COLUMNS).join(",")];
  for (const i of indexes) lines.push(Object.values(CSV_COLUMNS).map((cell) => csvCell(cell(data, i))).join(","));
  save(new Blob(["\ufeff", lines.join("\r\n"), "\r\n"], { type: "text/csv;charset=utf-8" }), name);
}

// The canvas of the picture under its title and above its legend, on paper of the theme's colour.
function saveImage(canvas, width, title, subtitle, name) {
  const c = colours(), ratio = canvas.width / width, head = 64, foot = 34;
  const whole = document.createElement("canvas");
  whole.width = canvas.width;
  whole.height = canvas.height + (head + foot) * ratio;
  const ctx = whole.getContext("2d");
  ctx.fillStyle = c.paper;
  ctx.fillRect(0, 0, whole.width, whole.height);
  ctx.scale(ratio, ratio);
  ctx.fillStyle = c.ink;
  ctx.font = `700 22px ${c.serif}`;
  ctx.fillText(fitted(ctx, title, width - 32), 16, 32);
  ctx.fillStyle = c.soft;
  ctx.font = `13px ${c.sans}`;
  ctx.fillText(fitted(ctx, subtitle, width - 32), 16, 53);
  ctx.drawImage(canvas, 0, head, width, canvas.height / ratio);
  let x = 20;
  const y = head + canvas.height / ratio + 18;
  for (const sign of [1, 0, -1]) {
    ctx.fillStyle = c[SIGN_KEYS[sign]];
    tracePath(ctx, sign, x, y, 5);
    ctx.fill();
    ctx.fillStyle = c.soft;
    ctx.fillText(SIGN_NAMES[sign], x + 11, y + 4);
    x += ctx.measureText(SIGN_NAMES[sign]).width + 34;
  }
  whole.toBlob((blob) => save(blob, name), "image/png");
}

const pictureTitle = (data) => ($("relation").hidden ? data.title : $("relation").textContent);
const fileName = (title, suffix) => (title.normalize("NFKD").replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "events") + suffix;
