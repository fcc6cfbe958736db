import { describe, expect, it } from "vitest";
import { diagnosticLines, diagnosticsText } from "../../../src/pages/manager/diagnostics-text.ts";
import { diagnostics } from "../stage/manager-script.ts";

const BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Chrome/148.0.0.0";

describe("diagnostics as text", () => {
  it("say versions and numbers, a line each", () => {
    const text = diagnosticsText(diagnosticLines(diagnostics, BROWSER));
    expect(text).toContain("Waxwing: 0.1.0");
    expect(text).toContain(`Browser: ${BROWSER}`);
    expect(text).toContain("Own keys: 2 (1 sign, 2 decrypt)");
    expect(text).toContain("Public authorities: 103, version 2.74 of 2025-04-19");
    expect(text).toContain("People: 14");
  });

  it("name each check and the code of its failure", () => {
    const results = [
      { checked: "session-memory", code: null },
      { checked: "encryption", code: "internal/fault" },
    ] as const;
    const lines = diagnosticLines({ ...diagnostics, selfCheck: { at: "2026-11-23T09:00:00Z", results } }, BROWSER);
    expect(lines.slice(-3)).toEqual([
      ["Self-check", "2026-11-23T09:00:00Z"],
      ["Memory while the browser runs", "works"],
      ["Encryption", "failed (internal/fault)"],
    ]);
  });

  it("say that there was no check", () => {
    expect(diagnosticLines(diagnostics, BROWSER).at(-1)?.[0]).toBe("Self-check");
  });
});
