// The panel beside the picture: one event with the sentences it was read from, or a list of events.

function signTag(data, i) {
  const sign = data.e.sign[i];
  return el("span", { class: `tag ${SIGN_KEYS[sign]}` }, SIGN_NAMES[sign]);
}

function modalityTag(data, i) {
  return data.e.mod[i] ? el("span", { class: "tag modality" }, data.modalities[data.e.mod[i]]) : null;
}

function gradeTag(data, i) {
  return toCheck(data, i) ? el("span", { class: "tag modality" }, "to check") : null;
}

function markedSentence([, sentence, start, end]) {
  const quote = el("blockquote", { dir: "auto" });
  if (start < 0) quote.append(sentence);
  else quote.append(sentence.slice(0, start), el("mark", {}, sentence.slice(start, end)), sentence.slice(end));
  return quote;
}

function evidenceItem(data, one) {
  const [article, , , , rule, confidence, reason, record] = one;
  const [title, publisher, published, url] = data.late.articles[article];
  const source = [publisher, published === null ? "" : dayText(published)].filter(Boolean).join(", ");
  return el(
    "li", { class: "evidence" },
    markedSentence(one),
    el("p", { class: "source" }, link(url, title), source ? el("span", { class: "publisher" }, source) : null),
    el(
      "p", { class: "rule" },
      `${record ? "Coded record" : "Rule"} `, el("code", {}, data.late.rules[rule]), ` · confidence ${confidence} %`,
      data.late.reasons[reason] ? ` · ${data.late.reasons[reason]}` : "",
    ),
  );
}

function actorRow(data, term, actors) {
  if (!actors.length) return [];
  const shown = actors.map((a) => {
    const [, label, kind, party, office] = data.actors[a];
    const of = data.parties[party][1];
    const note = [kind === "person" || !label.includes(of) ? of : "", kind === "person" ? office : ""].filter((text) => text && text !== label).join(", ");
    return el("li", {}, label, note ? el("span", { class: "note" }, ` ${note}`) : null);
  });
  return [el("dt", {}, term), el("dd", {}, el("ul", { class: "plain" }, ...shown))];
}

function scoreText(score) {
  return score === null ? "none" : new Intl.NumberFormat(undefined, { signDisplay: "exceptZero", maximumFractionDigits: 2 }).format(score).replace("-", "−");
}

// The parts of the panel for event i; `select(i)` opens another event.
function eventParts(data, i, select) {
  const e = data.e, evidence = data.late.ev[i];
  const articles = new Set(evidence.map((one) => one[0])).size;
  const place = e.place[i] < 0 ? null : data.places[e.place[i]];
  const country = place && data.parties.find((row) => row[0] === place[1])?.[1];
  const related = data.late.rel[i].map(([relation, id]) => [relation, data.indexOf(id)]).filter(([, other]) => other >= 0);
  const why = data.late.why[i].map((reason) => data.late.reasons[reason]).filter(Boolean);
  return [
    el("p", { class: "tags" }, signTag(data, i), modalityTag(data, i), gradeTag(data, i)),
    el("h2", { dir: "auto" }, e.head[i]),
    el("p", { class: "when" }, whenOf(data, i)),
    el(
      "dl", {},
      ...actorRow(data, e.mutual[i] ? "Parties" : "Actor", e.act[i]),
      ...actorRow(data, "Recipient", e.rec[i]),
      ...(place ? [el("dt", {}, "Place"), el("dd", {}, place[0] + (country && country !== place[0] ? `, ${country}` : ""))] : []),
      el("dt", {}, "Type"), el("dd", {}, data.types[e.type[i]][1], el("span", { class: "note" }, ` ${data.types[e.type[i]][0]}`)),
      el("dt", {}, "Score"), el("dd", {}, scoreText(e.score[i]), el("span", { class: "note" }, " from −10 conflict to +10 cooperation")),
      el("dt", {}, "Confidence"), el("dd", {}, `${e.conf[i]} %`, el("span", { class: "note" }, ` ${GRADE_NAMES[data.grades[e.grade[i]]]}`)),
      ...actorRow(data, "According to", e.by[i]),
    ),
    el("h3", {}, `1 event, ${count(evidence.length, "mention")} in ${count(articles, "article")}`),
    el("p", { class: "note reported" }, reportLine(data, i)),
    ...differing(data, i),
    el("ol", { class: "plain" }, ...evidence.map((one) => evidenceItem(data, one))),
    ...sameSentence(data, i, select),
    ...(related.length
      ? [
          el("h3", {}, "Related events"),
          el("ul", { class: "plain" }, ...related.map(([relation, other]) => el("li", {}, el("span", { class: "note" }, `${relation.replace(/-/g, " ")} `), eventButton(data, other, select)))),
        ]
      : []),
    ...(why.length
      ? [el("details", {}, el("summary", {}, "Why this date, these actors"), el("ul", {}, ...why.map((reason) => el("li", {}, reason))))]
      : []),
    el("p", { class: "take" }, copyButton("Copy citation", () => citation(data, i)), copyButton("Copy link", () => `${here()}${location.hash || `#event=${encodeURIComponent(e.id[i])}`}`)),
    judgementRows(data, i),
    el("p", { class: "id" }, "Event ", el("code", {}, e.id[i])),
  ];
}

// The other acts that the same sentence tells of the same parties and day.
function sameSentence(data, i, select) {
  const others = data.e.id.map((_, k) => k).filter((k) => k !== i && data.e.begin[k] === data.e.begin[i] && data.late.ev[k][0]?.[1] === data.late.ev[i][0]?.[1] && !toCheck(data, k));
  const card = cardsOf(data, [i, ...others]).find(({ all }) => all.includes(i));
  if (card.all.length < 2) return [];
  return [el("h3", {}, "The same sentence tells also"), el("ul", { class: "plain" }, ...card.all.filter((k) => k !== i).map((k) => el("li", {}, signTag(data, k), " ", eventButton(data, k, select))))];
}

function eventButton(data, i, select, title = data.e.head[i]) {
  return el("button", { type: "button", class: "event-link", click: () => select(i) }, title);
}

// Below the picture, beside the table, an open panel stands over the page, so that a click in the table shows what it opens.
function keepPanelInSight() {
  const main = document.querySelector("main");
  const follow = () => {
    const below = main.getBoundingClientRect().bottom < 0.75 * innerHeight;
    if (below === document.body.classList.contains("below")) return;
    main.style.minHeight = below ? `${main.offsetHeight}px` : "";  // the panel leaves its column, the table stays where it is
    document.body.classList.toggle("below", below);
  };
  addEventListener("scroll", follow, { passive: true });
}

// A short list of events, most telling first where there are many.
function eventList(data, indexes, select, most = 60) {
  const shown = indexes.length > most ? [...indexes].sort((a, b) => data.e.weight[b] - data.e.weight[a]).slice(0, most) : [...indexes];
  shown.sort((a, b) => data.from[a] - data.from[b] || a - b);
  const rows = cardsOf(data, shown).map(({ all: [i], title }) =>
    el("li", {}, el("span", { class: `dot ${SIGN_KEYS[data.e.sign[i]]}` }), el("div", {}, el("span", { class: "date" }, whenOf(data, i)), eventButton(data, i, select, title))),
  );
  const left = indexes.length - shown.length;
  const list = [el("ol", { class: "events plain" }, ...rows)];
  if (left) list.push(el("p", { class: "note" }, `The ${shown.length} that stand out most; ${numbers.format(left)} more are in the table.`));
  return list;
}
