/** The state of the replica's page, and how it makes elements: without any string of markup, as Trusted Types demand. */
import type { Bootstrap } from "../wire.ts";

declare global {
  interface Window {
    GM_BOOTSTRAP: Bootstrap;
    gmailReplica: {
      /** Draws what is open anew, as Gmail does on a whim. */
      rerender(): void;
      /** What native sending did, for tests to see without the server. */
      readonly sent: string[];
    };
  }
}

export const { settings, index, account, aliases } = window.GM_BOOTSTRAP;
export const { generation } = settings;

type Child = Node | string | null;

function nameOf(name: string): string {
  return settings.renamed ? `q${name.length}${name}q` : name;
}

/** `make("div.ii.gt", { id: "x" }, …)`. */
export function make(
  spec: string,
  attributes: Readonly<Record<string, string>> = {},
  ...children: Child[]
): HTMLElement {
  const [tag = "div", ...classes] = spec.split(".");
  const element = document.createElement(tag);
  if (classes.length > 0) element.className = classes.map(nameOf).join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (settings.renamed && (name.startsWith("data-") || name === "name" || name === "g_editable")) continue;
    element.setAttribute(name, value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

export function findIn(root: ParentNode, selector: string): HTMLElement | null {
  const renamed = selector.replaceAll(/\.([A-Za-z_][\w-]*)/g, (_, name: string) => `.${nameOf(name)}`);
  return root.querySelector<HTMLElement>(renamed);
}

/** Runs when a person presses a button by mouse or by keyboard, as Closure's buttons of the time did. */
export function onPress(button: HTMLElement, act: () => void): void {
  const signal = generation === "2020-06" ? "mouseup" : "click";
  button.addEventListener(signal, (event) => {
    if (button.getAttribute("aria-disabled") !== "true" && event.button === 0) act();
  });
  button.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === " ") act();
  });
}

export async function sync<T>(kind: "bv" | "fd" | "s", body: object): Promise<T> {
  const response = await fetch(`/sync/u/${index}/i/${kind}`, { method: "POST", body: JSON.stringify(body) });
  return await response.json();
}

const policies = (window as unknown as { trustedTypes?: { createPolicy(name: string, rules: object): Policy } })
  .trustedTypes;
interface Policy {
  createHTML(html: string): string;
}
const policy = policies?.createPolicy("gmail#html", { createHTML: (html: string) => html });

/** Gmail's server sanitizes a mail's markup; here a test writes it, hostile as it may be. */
export function markup(element: HTMLElement, html: string): void {
  element.innerHTML = policy === undefined ? html : policy.createHTML(html);
}
