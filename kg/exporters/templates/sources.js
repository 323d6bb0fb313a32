// Who reported: for one event in the order of the reports, for all in view who was first and what rests on one alone.

// The publishers of an event in the order of their first report: { name, day, named }. One that is not known has no name:
// the title of its article is none.
function reportsOf(data, i) {
  const found = new Map();
  for (const [a] of data.late.ev[i]) {
    const [title, publisher, day] = data.late.articles[a], key = publisher || `${a} ${title}`;
    const before = found.get(key);
    if (!before || (day !== null && (before.day === null || day < before.day))) found.set(key, { name: publisher || "an unnamed publisher", day, named: Boolean(publisher) });
  }
  return [...found.values()].sort((one, two) => (one.day ?? Infinity) - (two.day ?? Infinity) || (one.name < two.name ? -1 : 1));
}

// One line on how an event was reported.
function reportLine(data, i) {
  const [first, ...others] = reportsOf(data, i);
  if (!first) return null;
  if (!others.length && !first.named) return "Rests on one publisher, which is not named.";
  if (!others.length) return `Rests on one publisher: ${first.name}.`;
  const later = others.map(({ name, day }) => (day === null || first.day === null ? name : day === first.day ? `${name} the same day` : `${name} ${count(day - first.day, "day")} later`));
  return `First reported by ${first.name}${first.day === null ? "" : `, ${dayText(first.day)}`}; ${later.join(", ")}.`;
}

// On what the reports of an event differ: for each aspect what each of them says.
function differing(data, i) {
  const claims = data.late.differ[i];
  if (!claims.length) return [];
  const said = ([, value, article]) => `${value} (${data.late.articles[article][1] || data.late.articles[article][0]})`;
  const about = [...new Set(claims.map(([name]) => name))];
  return [el("p", { class: "note differs" }, "Reports differ. ", about.map((name) => `${name[0].toUpperCase()}${name.slice(1)}: ${claims.filter((one) => one[0] === name).map(said).join("; ")}`).join(". "), ".")];
}

// For the events in view: each publisher with its events, how many it told first, and how many nobody else told.
function reporters(data, shown) {
  if (!data.late || shown.length < 2) return [];
  const rows = new Map();
  const row = (name) => rows.get(name) ?? rows.set(name, { name, all: 0, first: 0, alone: 0 }).get(name);
  for (const i of shown) {
    const reports = reportsOf(data, i);
    for (const { name, named } of reports) if (named) row(name).all++;
    if (reports[0]?.named) row(reports[0].name)[reports.length === 1 ? "alone" : "first"]++;
  }
  if (rows.size < 2) return [];
  const best = [...rows.values()].sort((one, two) => two.all - one.all || (one.name < two.name ? -1 : 1)).slice(0, 6);
  return [
    el("h3", {}, "Who reported"),
    el("ul", { class: "plain reporters" }, ...best.map(({ name, all, first, alone }) => el("li", {}, el("span", {}, name), el("span", { class: "note" }, [count(all, "event"), first && `first with ${first}`, alone && `alone with ${alone}`].filter(Boolean).join(" · "))))),
  ];
}

// Rows for a file of judgements, to be copied: the event is right, did not happen, or is of another day.
function judgementRows(data, i) {
  const row = (decision, value = "") => () => `${csvCell(data.e.id[i])},,,${decision},${value},your name,why`;
  return el("details", {}, el("summary", {}, toCheck(data, i) ? "Doubtful: judge it" : "Wrong? Judge it"),
    el("p", { class: "note" }, "A row for your file of judgements (kg build --judgements); a build obeys it."),
    el("p", { class: "take" }, copyButton("It is right", row("right")), copyButton("It did not happen", row("drop")), copyButton("Another day", row("date", data.e.edtf[i] || "2022-11-13")), copyButton("Another type", row("type", data.types[data.e.type[i]][0]))));
}
