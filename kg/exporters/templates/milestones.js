// Which events tell the story: those that are sure, weigh much, and are not told by another that is told already.

// The events that a picture may put words to: sure ones. A graph without grades has none; then the likely ones.
function tellable(data, indexes) {
  data.graded ??= data.e.grade.some((grade) => data.grades[grade] === "sure");
  return indexes.filter((i) => (data.graded ? data.grades[data.e.grade[i]] === "sure" : !toCheck(data, i)) && data.e.mod[i] === 0);
}

// How much of an event is of each two of its parties: a treaty of fifteen says little of any two (as in kg.analysis.phases).
const ofTwo = (data, i) => (data.e.mutual[i] ? Math.min(1, 3 / data.actorParties[i].length) : 1);

// Up to `most` of them, the most telling first: the weight of an event, more where a phase turns with it, less the
// nearer in time it is to one of the same sign that is told already, and never the same words twice. `share` is how
// much of an event belongs into the story.
function forStory(data, indexes, from, to, most, share = () => 1) {
  const near = Math.max(20, (to - from) / 14), turns = data.turns ?? new Set(), words = new Set(), told = [];
  const left = new Map(indexes.map((i) => [i, data.e.weight[i] * (turns.has(i) ? 1.8 : 1) * share(data, i)]));
  while (told.length < most && left.size) {
    let best = -1, value = -Infinity;
    for (const [i, worth] of left) if (worth > value || (worth === value && i < best)) [best, value] = [i, worth];
    left.delete(best);
    // One label a day for the same parties: a second act of theirs is in the list, and often in the same sentence.
    const parties = [...data.actorParties[best], ...data.recipientParties[best]].sort((a, b) => a - b);
    const same = [data.e.head[best], `${data.e.begin[best]} ${data.e.end[best]} ${parties}`];
    if (same.some((key) => words.has(key))) continue;
    same.forEach((key) => words.add(key));
    told.push(best);
    for (const [i, worth] of left) {
      const away = Math.abs(middleOf(data, i) - middleOf(data, best)) / near;
      const alike = data.e.sign[i] === data.e.sign[best] ? 0.75 : 0.35;
      if (away < 3) left.set(i, worth * (1 - alike * Math.exp(-away * away)));
    }
  }
  return told;
}
