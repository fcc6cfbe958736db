import type { Reporter, TestModule } from "vitest/node";

function tally(modules: readonly TestModule[]): Record<"passed" | "failed" | "skipped", number> {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const module of modules) {
    // A file that cannot be read, or whose setup fails, has no test to show for it.
    if (module.state() === "failed" && [...module.children.allTests("failed")].length === 0) count.failed++;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      if (state !== "pending") count[state]++;
    }
  }
  return count;
}

/** Closes a run with the runner's own counts on one plain line, and names the tests that were skipped. */
export class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    for (const module of modules)
      for (const test of module.children.allTests())
        if (test.result().state === "skipped") console.log(`skipped: ${module.relativeModuleId}: ${test.fullName}`);
    const { passed, failed, skipped } = tally(modules);
    // An error that no test caught fails the run as well.
    console.log(`\n${passed} passed, ${failed + errors.length} failed, ${skipped} skipped`);
  }
}
