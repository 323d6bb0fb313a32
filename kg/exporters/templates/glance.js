// Words for the panel and the tooltip of the timeline: what is in a bar, and the picture in numbers while nothing is selected.

function binWords(bin) {
  const parts = [[bin.up, "cooperative"], [bin.flat, "neutral"], [bin.down, "conflictual"], [bin.loose, "with a date less exact than this"]];
  return parts.filter(([n]) => n).map(([n, word]) => `${numbers.format(n)} ${word}`).join(" · ");
}

function binTip(data, { bin, from, to, lane }) {
  const wide = to - from;
  const span = wide > 360 && wide < 367 ? yearText(from) : wide > 27 && wide < 32 ? monthText(from) : wide <= 1 ? dayText(from) : format({ day: "numeric", month: "short", year: "numeric" }).formatRange(toDate(from), toDate(to - 1));
  return [el("span", { class: "date" }, span), lane.label ? el("strong", {}, lane.label) : null, el("span", {}, binWords(bin))].filter(Boolean);
}

// What the panel says while nothing is selected: the picture in numbers, and the busiest relations to open.
function glance(data, state, found, shown, choosePair) {
  if (!found.length) return [el("h2", {}, "Nothing matches"), el("p", { class: "note" }, "No event passes all filters: the picture says which of them to drop.")];
  const signs = { 1: 0, 0: 0, "-1": 0 };
  for (const i of found) signs[data.e.sign[i]]++;
  const parts = [
    el("h2", {}, "At a glance"),
    el("div", { class: "shares", "aria-hidden": "true" }, ...[1, 0, -1].map((sign) => {
      const part = el("span", { class: SIGN_KEYS[sign] });
      part.style.flexGrow = signs[sign];
      return part;
    })),
    el("p", { class: "note" }, [1, 0, -1].filter((sign) => signs[sign]).map((sign) => `${numbers.format(signs[sign])} ${SIGN_NAMES[sign]}`).join(" · ")),
  ];
  const busiest = countTies(data, found, false).filter((tie) => state.a < 0 || tie.one === state.a || tie.two === state.a).slice(0, 6);
  if (state.b < 0 && busiest[0]?.events.length > 1) {
    const rows = busiest.map((tie) => {
      const [first, second] = tie.two === state.a ? [tie.two, tie.one] : [tie.one, tie.two], n = tie.events.length;
      const bar = shareBar(tie, "pair-bar");
      bar.style.width = `${Math.round((100 * n) / busiest[0].events.length)}%`;
      return el("li", {}, el("button", { type: "button", class: "pair", click: () => choosePair(first, second) }, el("span", {}, `${data.parties[first][1]} – ${data.parties[second][1]}`), el("span", { class: "number" }, numbers.format(n))), bar);
    });
    parts.push(el("h3", {}, "Busiest relations"), el("ul", { class: "plain pairs" }, ...rows));
  } else {
    const top = forStory(data, tellable(data, shown), state.from, state.to, 7);
    if (top.length) parts.push(el("h3", {}, "Milestones"), ...eventList(data, top, (i) => $("chart").dispatchEvent(new CustomEvent("open-event", { detail: i }))));
  }
  return [...parts, ...reporters(data, shown)];
}
