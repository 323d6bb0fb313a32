// Ticks of a time axis at round dates, at least `room` pixels apart, the year named where it changes.
function ticks(from, to, width, room) {
  const perDay = width / (to - from);
  const found = [];
  const years = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((n) => n * 365.25 * perDay >= room);
  const months = [1, 3, 6].find((n) => n * 30.4 * perDay >= room);
  const days = [1, 2, 7, 14].find((n) => n * perDay >= room);
  const first = toDate(Math.floor(from));
  if (days && days * perDay < 31 * perDay && (!months || days < 14)) {
    const short = format({ day: "numeric", month: "short" });
    for (let day = Math.ceil(from / days) * days; day <= to; day += days) {
      const date = toDate(day), major = found.length === 0 || toDate(day - days).getUTCFullYear() !== date.getUTCFullYear();
      found.push({ day, label: major ? dayText(day) : short.format(date), major });
    }
  } else if (months && 365.25 * perDay >= room) {
    const short = format({ month: "short" });
    let year = first.getUTCFullYear(), month = Math.floor(first.getUTCMonth() / months) * months;
    for (;;) {
      const day = utcDay(year, month);
      if (day > to) break;
      if (day >= from) found.push({ day, label: month === 0 ? yearText(day) : found.length ? short.format(toDate(day)) : monthText(day), major: month === 0 });
      month += months;
      if (month >= 12) [month, year] = [0, year + 1];
    }
  } else {
    const step = years ?? 1000;
    for (let year = Math.ceil(first.getUTCFullYear() / step) * step; ; year += step) {
      const day = utcDay(year, 0);
      if (day > to) break;
      if (day >= from) found.push({ day, label: yearText(day), major: true });
    }
  }
  return found;
}

function utcDay(year, month) {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 1);
  return Math.round(date.getTime() / DAY);
}
