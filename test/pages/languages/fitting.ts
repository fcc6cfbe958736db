/** What goes wrong with words that are longer, or run the other way. */
import type { Frame, Page } from "playwright-core";

function ours(page: Page): readonly Frame[] {
  return page.frames().filter((frame) => frame.url().includes("/pages/"));
}

/** Opens everything that is folded. */
export async function unfold(page: Page): Promise<void> {
  for (const frame of ours(page))
    await frame.evaluate(() => {
      for (const details of document.querySelectorAll("details")) details.open = true;
    });
}

/** Elements whose own words are wider than they are; "tag.class: words". */
export async function clipped(page: Page): Promise<readonly string[]> {
  const found = await Promise.all(
    ours(page).map((frame) =>
      frame.evaluate(() => {
        return [...document.querySelectorAll<HTMLElement>("body *")]
          .filter((element) => element.closest(".spoken, [hidden], textarea, input, select, svg") === null)
          .filter((element) => element.checkVisibility() && element.clientWidth > 0)
          .filter(({ childNodes }) =>
            [...childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== ""),
          )
          .filter((element) => getComputedStyle(element.closest("thead") ?? element).clipPath === "none")
          .filter((element) => getComputedStyle(element).textOverflow !== "ellipsis")
          .filter((element) => element.scrollWidth > element.clientWidth + 1)
          .map((element) => `${element.tagName}.${element.className}: ${element.textContent?.slice(0, 80)}`);
      }),
    ),
  );
  return found.flat();
}

/** What is said may stand in a place of what is said, and an element in a place leaves the words around it in two. */
function withoutSaid(text: string): string {
  const outer = text.replace(/⟦[^⟦⟧]*⟧/gu, " ");
  return outer === text ? text.replace(/^[^⟦]*⟧|⟦[^⟧]*$/gu, "") : withoutSaid(outer);
}

/** Texts and names that people see or hear and that no catalog gave: everything outside the pseudo-language's brackets. */
export async function unsaid(page: Page): Promise<readonly string[]> {
  const found = await Promise.all(
    ours(page).map((frame) =>
      frame.evaluate(() => {
        const spoken = ["aria-label", "title", "placeholder", "alt", "label"];
        const texts: string[] = [];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          if (node instanceof Element) texts.push(...spoken.map((name) => (node as Element).getAttribute(name) ?? ""));
          else if (node.parentElement?.closest("style, script") === null) texts.push(node.textContent ?? "");
        }
        return texts;
      }),
    ),
  );
  const outside = found.flat().map((text) => withoutSaid(text));
  return [...new Set(outside.map((text) => text.trim()).filter((text) => /\p{L}{2}/u.test(text)))];
}
