import { describe, expect, it } from "vitest";
import { listedUids, outcomeOf, readAnswer } from "../../../src/webmail/roundcube/answer.ts";

const answer = (exec: string) => readAnswer(JSON.stringify({ action: "search", exec })) ?? { commands: [] };

describe("an answer of Roundcube", () => {
  it("lists the rows it adds, and no row that a subject speaks of", () => {
    const subject = JSON.stringify({ subject: 'this.add_message_row(9,"x");' });
    expect(
      listedUids(answer(`this.add_message_row(12,${subject},{},false);\nthis.add_message_row(3,{},{},false);\n`)),
    ).toEqual(["12", "3"]);
  });

  it("keeps text that could end a line inside its string", () => {
    const subject = JSON.stringify("\nthis.add_message_row(9,{},{},false);\n");
    expect(listedUids(answer(`this.add_message_row(12,${subject});\n`))).toEqual(["12"]);
  });

  it.each(["12-Sent", "1.2", "*", "-1", "1e3", ""])("takes no row %j", (uid) => {
    expect(listedUids(answer(`this.add_message_row(${JSON.stringify(uid)});`))).toEqual([]);
  });

  it("is confirmed only by a confirmation", () => {
    expect(outcomeOf(answer('this.display_message("Sent.","confirmation",0);'))).toEqual({ kind: "confirmed" });
    expect(outcomeOf(answer('this.display_message("confirmation","error",0);'))).toEqual({
      kind: "refused",
      reason: "confirmation",
    });
    expect(outcomeOf(answer('this.display_message("Hm","notice",0);'))).toEqual({ kind: "refused", reason: "Hm" });
    expect(outcomeOf(answer(""))).toEqual({ kind: "refused", reason: "" });
  });

  it("tells an ended session", () => {
    const exec =
      'this.display_message("Your session is invalid or expired.","error",-1000);\nthis.session_error("/?_task=login");\n';
    expect(outcomeOf(answer(exec))).toEqual({ kind: "signed-out" });
  });

  it("passes on a reason of bounded length", () => {
    const outcome = outcomeOf(answer(`this.display_message("${"x".repeat(5000)}","error",0);`));
    expect(outcome.kind === "refused" ? outcome.reason.length : 0).toBe(300);
  });

  it.each(["", "null", "[]", "<!DOCTYPE html>", "{", '"action"', "{}"])("is not %j", (text) => {
    expect(readAnswer(text)).toBeNull();
  });

  it("ignores what is no call", () => {
    expect(answer("window.setTimeout(function(){ alert(1) }, 1);\nthis.a(b);\nthis.c(1)").commands).toEqual([]);
  });
});
