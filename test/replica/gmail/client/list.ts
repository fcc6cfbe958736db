/** The list of threads: rows of a table, as Gmail has them in every generation. */
import type { Row } from "../wire.ts";
import { make, sync } from "./page.ts";

function rowElement(row: Row, open: (row: Row) => void): HTMLElement {
  const count = row.count > 1 ? make("span.bx0", {}, String(row.count)) : null;
  const element = make(
    `tr.zA.${row.unread ? "zE" : "yO"}`,
    { role: "row", tabindex: "-1" },
    make("td.oZ-x3.xY", {}, make("div.oZ-jc.T-Jo", { role: "checkbox", "aria-checked": "false", tabindex: "-1" })),
    make("td.yX.xY", {}, make("span.yP", { email: row.from.address, name: row.from.name }, row.from.name), count),
    make(
      "td.xY.a4W",
      {},
      make(
        "span.bog",
        {},
        make(
          "span.bqe",
          {
            "data-thread-id": `#thread-f:${BigInt(`0x${row.threadId}`)}`,
            "data-legacy-thread-id": row.threadId,
            "data-legacy-last-message-id": row.messageId,
          },
          row.subject,
        ),
      ),
      make("span.y2", {}, ` - ${row.snippet}`),
    ),
  );
  element.addEventListener("click", () => open(row));
  element.addEventListener("mouseover", () => element.classList.add("aqw"));
  element.addEventListener("mouseout", () => element.classList.remove("aqw"));
  return element;
}

export async function listView(label: string, open: (row: Row) => void): Promise<HTMLElement> {
  const rows = await sync<readonly Row[]>("bv", { label });
  const body = make("tbody", {}, ...rows.map((row) => rowElement(row, open)));
  return make("div.ae4.UI", {}, make("div.Cp", {}, make("table.F.cf.zt", { role: "grid" }, body)));
}
