/** The recipient fields: chips over hidden inputs in the classic form, options of a list box in "peoplekit". */
import type { Party } from "../wire.ts";
import { generation, make, settings } from "./page.ts";

type Field = "to" | "cc" | "bcc";

function classicChip({ name, address }: Party, field: Field): HTMLElement {
  const value = name === "" || name === address ? address : `${name} <${address}>`;
  return make(
    "div.vR",
    {},
    make("span.vN.bfK", { email: address }, make("div.vT", {}, name || address)),
    make("input", { type: "hidden", name: field, value }),
  );
}

function option({ name, address }: Party): HTMLElement {
  return make(
    "div.afV",
    { role: "option", "data-name": name || address, "data-hovercard-id": address },
    name || address,
  );
}

function typed(text: string): Party | null {
  const address = /[^\s<>,;]+@[^\s<>,;]+/.exec(text)?.[0];
  if (address === undefined) return null;
  return { name: text.slice(0, text.indexOf(address)).replaceAll(/[<",]/g, "").trim(), address };
}

export function recipientsRow(field: Field, parties: readonly Party[]): HTMLElement {
  const classic = generation === "2020-06";
  const chip = (party: Party) => (classic ? classicChip(party, field) : option(party));
  const place = make(classic ? "div.oL" : "div.afx", classic ? {} : { role: "listbox" }, ...parties.map(chip));
  const label = `${field === "to" ? "To" : field === "cc" ? "Cc" : "Bcc"} recipients`;
  const input = classic
    ? make("textarea.vO", { name: field, rows: "1", "aria-label": label })
    : make("input.agP.aFw", { type: "text", "aria-label": label, role: "combobox", autocomplete: "off" });
  const take = (): void => {
    if (!(input instanceof HTMLInputElement || input instanceof HTMLTextAreaElement)) return;
    const party = typed(input.value);
    if (party === null) return;
    place.append(chip(party));
    input.value = "";
  };
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" && event.key !== ",") return;
    event.preventDefault();
    take();
  });
  input.addEventListener("blur", take);
  const row = make("div.aoD.hl", {}, make("span.aB", {}, field), place, input);
  return classic ? make("div.GS", {}, row) : make("div.GS", {}, make("div.anm", { name: field }, row));
}

export function enteredAddresses(form: HTMLElement, field: Field): string {
  if (settings.renamed) return "";
  if (generation === "2020-06") {
    const hidden = form.querySelectorAll<HTMLInputElement>(`.vR > input[name=${field}]`);
    return [...hidden].map(({ value }) => value).join(", ");
  }
  const options = form.querySelectorAll(`.anm[name=${field}] [role=option]`);
  return [...options].map((one) => one.getAttribute("data-hovercard-id") ?? "").join(", ");
}
