import { afterEach, describe, expect, it } from "vitest";
import { readTree } from "../../../../src/pages/composer/rich-text/read-tree.ts";
import { TreeMemory } from "../../../../src/pages/composer/rich-text/tree-memory.ts";
import { htmlOf } from "../../../../src/pages/composer/rich-text/tree-html.ts";
import { textOf } from "../../../../src/pages/composer/rich-text/tree-text.ts";

const none = (): null => null;

const LETTER = `<div>Dear <b>Bob</b>,</div><div><br></div><ul><li>wax</li><li>wings <a href="https://x.example/">here</a></li></ul>
<blockquote><p>He <span style="font-style:italic">said</span></p><blockquote><div>before</div><pre>a  b</pre></blockquote></blockquote>
<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>`;

/** Numbers from 0 on below `below`, the same in every run of one seed (Numerical Recipes). */
function lots(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function again(root: HTMLElement, memory: TreeMemory) {
  memory.catchUp();
  return readTree(root, none, memory);
}

describe("what is remembered of the editor's document", () => {
  const ends: (() => void)[] = [];
  afterEach(() => {
    for (const end of ends.splice(0)) end();
  });

  function letter(html = LETTER): readonly [HTMLElement, TreeMemory] {
    const root = document.createElement("div");
    root.innerHTML = html;
    document.body.append(root);
    const memory = new TreeMemory(root);
    ends.push(() => {
      memory.end();
      root.remove();
    });
    return [root, memory];
  }

  it.each(Array.from({ length: 12 }, (_, seed) => seed))(
    "is what is there, whatever is done to it: %i",
    async (seed) => {
      const [root, memory] = letter();
      const lot = lots(seed);
      const any = <T>(all: readonly T[]): T | undefined => all[lot(all.length)];
      const texts = (): Text[] => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        const found: Text[] = [];
        while (walker.nextNode()) if (walker.currentNode instanceof Text) found.push(walker.currentNode);
        return found;
      };
      const some = () => any([...root.querySelectorAll<HTMLElement>("*")]);
      const words = () => document.createTextNode(` ${lot(1000)} `);
      const away: Node[] = [];
      const deeds: readonly (() => void)[] = [
        () => any(texts())?.replaceWith(words()),
        () => {
          const text = any(texts());
          if (text) text.data = `${text.data}${lot(10)}`;
        },
        () => {
          const text = any(texts());
          if (text) text.splitText(lot(text.length));
        },
        () => some()?.appendChild(words()),
        () =>
          some()?.insertBefore(document.createElement(any(["div", "p", "b", "br", "hr", "blockquote"]) ?? "i"), null),
        () => {
          const element = some();
          if (element) element.style.fontWeight = any(["bold", "normal", ""]) ?? "";
        },
        () => {
          const element = some();
          if (element) element.innerHTML = LETTER.slice(0, 60);
        },
        () => {
          const element = some();
          const around = document.createElement("blockquote");
          element?.parentNode?.replaceChild(around, element);
          if (element) around.append(element);
        },
        () => root.normalize(),
        // Out of the document, changed where nobody looks, and back.
        () => {
          const element = some();
          element?.parentNode?.removeChild(element);
          if (element) away.push(element);
        },
        () => {
          const element = away.at(-1);
          (element?.firstChild ?? element)?.appendChild?.(words());
        },
        () => {
          const element = away.pop();
          if (element) (some() ?? root).appendChild(element);
        },
      ].map((deed) => () => {
        try {
          deed();
        } catch {
          // Not everything can be done to every node.
        }
      });
      for (let step = 0; step < 300; step++) {
        any(deeds)?.();
        if (lot(3) === 0) await Promise.resolve();
        if (lot(10) === 0) root.innerHTML = root.innerHTML.slice(0, 20_000);
        if (lot(2) === 0) continue;
        const [remembered, fresh] = [again(root, memory), readTree(root, none)];
        expect(remembered).toEqual(fresh);
        expect(htmlOf(remembered)).toBe(htmlOf(fresh));
        expect(textOf(remembered)).toBe(textOf(fresh));
      }
    },
  );

  it("is read once, and anew only where something was changed", async () => {
    const [root, memory] = letter("<p>a<img src=1></p><blockquote><p>b<img src=2></p><p>c<img src=3></p></blockquote>");
    const asked: string[] = [];
    const read = () => {
      memory.catchUp();
      asked.splice(0);
      readTree(root, (address) => (asked.push(address), null), memory);
      return asked;
    };
    expect(read()).toEqual(["1", "2", "3"]);
    expect(read()).toEqual([]);
    root.querySelector("blockquote p")?.append("more");
    expect(read()).toEqual(["2"]);
    root.querySelector("p")?.append("more");
    await new Promise((done) => setTimeout(done));
    expect(read()).toEqual(["1"]);
  });

  it("is not mistaken for what stands at another depth", () => {
    const [root, memory] = letter(`${"<div>".repeat(60)}<p>a<b>b</b></p>`);
    again(root, memory);
    const outer = root.firstElementChild;
    const around = document.createElement("blockquote");
    around.innerHTML = "<div>".repeat(60);
    root.append(around);
    let inner: Element = around;
    while (inner.firstElementChild !== null) inner = inner.firstElementChild;
    if (outer !== null) inner.append(outer);
    expect(again(root, memory)).toEqual(readTree(root, none));
  });
});
