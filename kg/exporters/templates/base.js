// Small tools that every page uses. Text from the data only ever becomes text nodes.

const $ = (id) => document.getElementById(id);
const clamp = (value, low, high) => Math.min(high, Math.max(low, value));

// el("p", {class: "x"}, "text", child): attributes are set, functions become listeners, strings become text.
function el(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(key, value);
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return node;
}

function link(url, text) {
  if (!/^https?:\/\//i.test(url)) return el("span", {}, text);
  return el("a", { href: url, rel: "noopener noreferrer", target: "_blank" }, text);
}

const numbers = new Intl.NumberFormat();
const count = (n, one, many = one + "s") => `${numbers.format(n)} ${n === 1 ? one : many}`;

// ------------------------------------------------------------------ days (numbers since 1970-01-01) in the reader's locale
const DAY = 86400000;
const formats = {};
function format(options) {
  const key = JSON.stringify(options);
  return (formats[key] ??= new Intl.DateTimeFormat(undefined, { timeZone: "UTC", ...options }));
}
const toDate = (day) => new Date(day * DAY);
const dayText = (day) => format({ day: "numeric", month: "short", year: "numeric" }).format(toDate(day));
const monthText = (day) => format({ month: "short", year: "numeric" }).format(toDate(day));
const yearText = (day) => format({ year: "numeric" }).format(toDate(day));
const isoDay = (day) => toDate(day).toISOString().split("T")[0];
function fromIso(text) {
  const value = /^-?\d{1,6}-\d\d-\d\d$/.test(text ?? "") ? Date.parse(`${text}T00:00:00Z`) : NaN;
  return Number.isNaN(value) ? null : Math.round(value / DAY);
}

// The part of the time of events that is shown.
function spanText([first, last], { from, to }) {
  const range = [Math.max(first, Math.floor(from)), Math.min(last, Math.ceil(to))].map(toDate);
  return format({ day: "numeric", month: "short", year: "numeric" }).formatRange(...range.sort((a, b) => a - b));
}

// The days that an event may have happened on, said no more exactly than they are known.
function whenText(begin, end, fills, edtf) {
  if (begin === null && end === null) return "Date not known";
  if (begin === null) return `By ${dayText(end)}`;
  if (end === null) return `Since ${dayText(begin)}`;
  const about = /~/.test(edtf) ? "c. " : "";
  if (begin === end) return about + dayText(begin);
  const first = toDate(begin), next = toDate(end + 1);
  if (!fills && first.getUTCDate() === 1 && next.getUTCDate() === 1) {
    const months = (next.getUTCFullYear() - first.getUTCFullYear()) * 12 + next.getUTCMonth() - first.getUTCMonth();
    if (months === 1) return about + monthText(begin);
    if (months === 12 && first.getUTCMonth() === 0) return about + yearText(begin);
    return about + format({ month: "short", year: "numeric" }).formatRange(first, toDate(end));
  }
  const range = format({ day: "numeric", month: "short", year: "numeric" }).formatRange(first, toDate(end));
  return fills ? range : `Between ${range}`;
}

// ------------------------------------------------------------------ colours come from the style sheet
function colours() {
  const style = getComputedStyle(document.documentElement);
  const value = (name) => style.getPropertyValue(`--${name}`).trim();
  const names = ["ink", "soft", "faint", "line", "paper", "band", "accent", "coop", "neutral", "conf", "coop-soft", "neutral-soft", "conf-soft"];
  return { ...Object.fromEntries(names.map((name) => [name, value(name)])), sans: value("sans"), serif: value("serif") };
}
const SIGN_NAMES = { 1: "cooperative", 0: "neutral", "-1": "conflictual" };
const GRADE_NAMES = { sure: "sure: most are right", likely: "likely: about half are right", check: "to check: most are wrong in something" };
const SIGN_KEYS = { 1: "coop", 0: "neutral", "-1": "conf" };

// Work that is put off, so that a burst of changes is followed once; the root element says whether any is still to do.
let waiting = 0;
function putOff(by) {
  waiting += by;
  document.documentElement.dataset.busy = waiting ? "yes" : "no";
}
function debounced(milliseconds, work) {
  let timer = 0;
  return () => {
    if (timer) clearTimeout(timer);
    else putOff(1);
    timer = setTimeout(() => {
      timer = 0;
      work();
      putOff(-1);
    }, milliseconds);
  };
}
const nextFrame = () => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
function onceAFrame(work) {
  let pending = false;
  return () => {
    if (pending) return;
    pending = true;
    putOff(1);
    requestAnimationFrame(() => {
      pending = false;
      work();
      putOff(-1);
    });
  };
}

// A glyph on a canvas: circle for cooperative, square for neutral, diamond for conflictual.
function tracePath(ctx, sign, x, y, r) {
  ctx.beginPath();
  if (sign > 0) ctx.arc(x, y, r, 0, 2 * Math.PI);
  else if (sign === 0) ctx.rect(x - r * 0.85, y - r * 0.85, r * 1.7, r * 1.7);
  else {
    const d = r * 1.25;
    ctx.moveTo(x, y - d);
    ctx.lineTo(x + d, y);
    ctx.lineTo(x, y + d);
    ctx.lineTo(x - d, y);
    ctx.closePath();
  }
}

function fitted(ctx, text, width) {
  if (ctx.measureText(text).width <= width) return text;
  let low = 0, high = text.length;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (ctx.measureText(text.slice(0, middle).trimEnd() + "…").width <= width) low = middle;
    else high = middle - 1;
  }
  return low ? text.slice(0, low).trimEnd() + "…" : "";
}

// Text in at most `most` lines of `width`, the last one cut.
function wrapped(ctx, text, width, most) {
  const lines = [];
  let line = "";
  const all = text.split(" ");
  for (let i = 0; i < all.length; i++) {
    const longer = line ? `${line} ${all[i]}` : all[i];
    if (!line || ctx.measureText(longer).width <= width) line = longer;
    else if (lines.length === most - 1) {
      line = fitted(ctx, all.slice(i - line.split(" ").length).join(" "), width);
      break;
    } else {
      lines.push(line);
      line = all[i];
    }
  }
  lines.push(fitted(ctx, line, width));
  return lines;
}

// Measuring and wrapping in the fonts of the picture.
function textTools(sans) {
  const ctx = document.createElement("canvas").getContext("2d");
  const measured = (font) => (text) => {
    ctx.font = font;
    return ctx.measureText(text).width;
  };
  const fonts = { plain: `13px ${sans}`, small: `11.5px ${sans}`, lane: `600 13px ${sans}` };
  return {
    fonts, sans,
    plain: measured(fonts.plain), small: measured(fonts.small), lane: measured(fonts.lane),
    wrap(text, width, most, font = "plain") {
      ctx.font = fonts[font];
      return wrapped(ctx, text, width, most);
    },
  };
}

// The height that is left for the picture where it, the brush below it and its legend are to fit one screen.
function roomFor(box, least) {
  const above = document.body.classList.contains("reading") ? 8 : box.getBoundingClientRect().top + scrollY, screen = document.documentElement.clientHeight;
  const below = document.querySelector(".brush-row").offsetHeight + (document.querySelector(".legend")?.offsetHeight ?? 0) + 6;
  return Math.max(least, Math.min(screen - above - below, 1100));
}

// A touch is a tap where it stays within so many pixels and so short a time.
const TAP = { distance: 8, milliseconds: 500 };
