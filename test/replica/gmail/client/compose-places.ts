/** Where compose forms stand: pop-ups at the lower edge, the full screen, below a message, a window of their own. */
import type { ShownMessage } from "../wire.ts";
import { type Form, type Kind, nativeForm } from "./compose.ts";
import { findIn, make, onPress } from "./page.ts";

const open = new Set<Form>();

function dock(): HTMLElement {
  const known = findIn(document, ".dw .no");
  if (known !== null) return known;
  const row = make("div.no");
  document.body.append(make("div.dw", {}, make("div", {}, make("div.nH", {}, make("div.nH", {}, row)))));
  return row;
}

function control(classes: string, label: string): HTMLElement {
  return make(`img.${classes}`, { role: "button", "aria-label": label, tabindex: "0", alt: "" });
}

function dialogOf(form: Form): HTMLElement {
  const [minimize, full, close] = [
    control("Hl", "Minimize"),
    control("Hq.aUG", "Full screen"),
    control("Ha", "Save & close"),
  ];
  const title = make("td.Hm", {}, minimize, full, close);
  const header = make(
    "div.Hp",
    {},
    make(
      "table.cf.Ht",
      {},
      make("tbody", {}, make("tr", {}, make("td.Hi", {}, make("div.aYF", {}, form.title)), title)),
    ),
  );
  const dialog = make(
    "div.nH.Hd",
    { role: "dialog", "aria-label": form.title },
    make("div.nH", {}, header, make("div.aaZ", {}, form.element)),
  );
  const frame = make("div.AD", {}, dialog);
  onPress(full, () => toggleFullScreen(frame));
  onPress(minimize, () => void (form.element.style.display = form.element.style.display === "none" ? "" : "none"));
  onPress(close, () => frame.parentElement?.remove());
  return frame;
}

function toggleFullScreen(frame: HTMLElement): void {
  const holder = frame.closest<HTMLElement>("[data-holder]") ?? frame.parentElement;
  const screen = findIn(document, ".aSs .aSt");
  if (holder === null) return;
  if (screen === null) document.body.append(make("div.aSs", {}, make("div.aSt", {}, frame)));
  else {
    dock().append(make("div.nH.nn", {}, frame));
    screen.parentElement?.remove();
  }
}

export function popupCompose(kind: Kind = "new", answered: ShownMessage | null = null): Form {
  const form = nativeForm(kind, answered);
  open.add(form);
  const frame = dialogOf(form);
  const holder = make("div.nH.nn", {}, frame);
  form.onGone(() => {
    open.delete(form);
    frame.closest(".aSs")?.remove();
    frame.remove();
    holder.remove();
  });
  dock().append(holder);
  return form;
}

export function inlineCompose(place: HTMLElement, answered: ShownMessage, kind: Kind): void {
  const form = nativeForm(kind, answered);
  open.add(form);
  form.onGone(() => {
    open.delete(form);
    place.replaceChildren();
  });
  place.replaceChildren(
    make(
      "div.gA.gt.acV",
      {},
      make(
        "div.amr",
        {},
        make("div.nr.tMHS5d", {}, make("table.Bu-inner", {}, make("tr", {}, make("td.I5", {}, form.element)))),
      ),
    ),
  );
}

/** Gmail's shortcut sends the form that was used last, wherever the focus is. */
export function sendLast(): void {
  [...open].at(-1)?.send();
}
