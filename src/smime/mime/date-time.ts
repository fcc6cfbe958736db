/** Date and time (RFC 5322 section 3.3, obsolete zones included). */

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DATE_TIME =
  /^(?:[a-z]{3,9}\s*,?\s*)?(\d{1,2})\s+([a-z]{3})[a-z]*\s+(\d{2,4})\s+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*(.*)$/i;
const ZONES: Readonly<Record<string, number>> = {
  est: -5,
  edt: -4,
  cst: -6,
  cdt: -5,
  mst: -7,
  mdt: -6,
  pst: -8,
  pdt: -7,
};

/** Obsolete two- and three-digit years (section 4.3). */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length === 2) return year < 50 ? 2000 + year : 1900 + year;
  return digits.length === 3 ? 1900 + year : year;
}

/** Minutes east of UTC; unknown zones count as UTC, as section 4.3 advises. */
function zoneMinutes(zone: string): number {
  const numeric = /^([+-])(\d{2})(\d{2})\b/.exec(zone);
  if (!numeric) return (ZONES[zone.trim().slice(0, 3).toLowerCase()] ?? 0) * 60;
  const minutes = Number(numeric[2]) * 60 + Number(numeric[3]);
  return numeric[1] === "-" ? -minutes : minutes;
}

/** Milliseconds since 1970; null if the text is no date. */
export function readDateTime(text: string): number | null {
  const match = DATE_TIME.exec(text.replace(/\([^()]*\)/g, " ").trim());
  if (!match) return null;
  const [, day = "", month = "", year = "", hour = "", minute = "", second = "0", zone = ""] = match;
  const monthIndex = MONTHS.indexOf(month.toLowerCase());
  const local = Date.UTC(fullYear(year), monthIndex, Number(day), Number(hour), Number(minute), Number(second));
  if (monthIndex < 0 || Number(day) > 31 || Number(hour) > 23 || Number(minute) > 59 || Number.isNaN(local))
    return null;
  return local - zoneMinutes(zone) * 60_000;
}

/** "Sat, 20 Feb 2021 15:07:02 +0000", always in UTC: the sender's zone is nobody's business. */
export function writeDateTime(milliseconds: number): string {
  return new Date(milliseconds).toUTCString().replace("GMT", "+0000");
}
