// One sentence may tell of two acts of the same two on the same day: in a list they are one card with two verbs.

// The events in their order, those of one sentence, day and parties together: { all, title }.
function cardsOf(data, indexes) {
  const cards = new Map();
  for (const i of indexes) {
    const first = data.late?.ev[i][0];
    const parties = [...new Set([...data.actorParties[i], ...data.recipientParties[i]])].sort((a, b) => a - b);
    const key = first ? `${first[0]} ${first[1]} ${data.e.begin[i]} ${data.e.end[i]} ${data.e.mod[i]} ${data.e.sign[i]} ${parties}` : `alone ${i}`;
    if (cards.has(key)) cards.get(key).push(i);
    else cards.set(key, [i]);
  }
  return [...cards.values()].map((all) => ({ all, title: titleOf(all.map((i) => data.e.head[i])) }));
}

// Sentences with one subject as one sentence: "A and B meet in C", "A and B sign a treaty" as "A and B meet in C and sign a treaty".
function titleOf(heads) {
  const different = [...new Set(heads)];
  return different.reduce((title, head) => {
    const [one, two] = [title.split(" "), head.split(" ")];
    let same = 0;
    while (same < Math.min(one.length, two.length) && one[same] === two[same]) same++;
    const joins = /^(and|of|the|in)$|,$/i;
    const subject = same >= 1 && same < Math.min(one.length, two.length) && ![one[same - 1], one[same], two[same]].some((word) => joins.test(word));
    return subject && different.length < 4 ? `${title} and ${two.slice(same).join(" ")}` : `${title}; ${head}`;
  });
}
