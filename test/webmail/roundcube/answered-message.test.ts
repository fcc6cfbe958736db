import { describe, expect, it } from "vitest";
import { findAnswered } from "../../../src/webmail/roundcube/answered-message.ts";
import type { ComposeEnvironment } from "../../../src/webmail/roundcube/environment.ts";
import type { Server } from "../../../src/webmail/roundcube/server.ts";

const never = new AbortController().signal;
const ORIGINAL = "Message-ID: <q@example.com>\r\n\r\nWhy?";
const compose = (more: Partial<ComposeEnvironment>): ComposeEnvironment => ({
  id: "1",
  mode: "reply",
  draftsMailbox: "Drafts",
  draftUid: "",
  originalMessageId: "q@example.com",
  maxFileSize: null,
  fileIds: new Set(),
  ...more,
});

/** A mailbox of messages by folder and UID; answers every search with all of a folder's UIDs. */
function holding(folders: Readonly<Record<string, Readonly<Record<string, string>>>>): {
  server: Server;
  asked: string[];
} {
  const asked: string[] = [];
  const fetch = async (url: string): Promise<Response> => {
    const query = new URL(url).searchParams;
    const folder = folders[query.get("_mbox") ?? ""] ?? {};
    asked.push(`${query.get("_action")} ${query.get("_mbox")} ${query.get("_filter") ?? query.get("_uid")}`);
    if (query.get("_action") === "viewsource")
      return new Response(folder[query.get("_uid") ?? ""] ?? "", { headers: { "content-disposition": "attachment" } });
    const exec = Object.keys(folder)
      .map((uid) => `this.add_message_row(${uid},{});`)
      .join("\n");
    return Response.json({ action: "search", exec });
  };
  return { server: { base: "https://mail.example.org/", token: "t", fetch }, asked };
}

describe("the message that is answered", () => {
  it("is the one in this folder that bears the Message-ID, whatever the search says", async () => {
    const { server } = holding({ Work: { "9": "Message-ID: <other@example.com>\r\n\r\n", "4": ORIGINAL } });
    expect(await findAnswered(server, compose({}), "Work", never)).toMatchObject({
      uid: "4",
      mailbox: "Work",
      flag: "answered",
    });
  });

  it("is looked for in the inbox next, as a saved draft names its own folder", async () => {
    const { server } = holding({ INBOX: { "2": ORIGINAL } });
    expect(await findAnswered(server, compose({ mode: "draft" }), "Drafts", never)).toMatchObject({
      uid: "2",
      mailbox: "INBOX",
    });
  });

  it("is marked as forwarded when it is", async () => {
    const { server } = holding({ INBOX: { "2": ORIGINAL } });
    expect(await findAnswered(server, compose({ mode: "forward" }), "INBOX", never)).toMatchObject({
      flag: "forwarded",
    });
  });

  it("is none for a new message, without a question to the server", async () => {
    const { server, asked } = holding({});
    expect(await findAnswered(server, compose({ originalMessageId: "" }), "INBOX", never)).toBeNull();
    expect(asked).toEqual([]);
  });

  it.each(['a" ALL "b@c', "a\\b@c", "a<b@c", "a b@c", "ä@c", "a\r\nb@c", "x".repeat(300)])(
    "is never searched for as %j",
    async (originalMessageId) => {
      const { server, asked } = holding({ INBOX: { "2": ORIGINAL } });
      expect(await findAnswered(server, compose({ originalMessageId }), "INBOX", never)).toBeNull();
      expect(asked).toEqual([]);
    },
  );

  it("looks at no more than eight candidates, newest first", async () => {
    const many = Object.fromEntries(
      Array.from({ length: 50 }, (_, i) => [String(i + 1), "Message-ID: <other@x>\r\n\r\n"]),
    );
    const { server, asked } = holding({ INBOX: many });
    expect(await findAnswered(server, compose({}), "INBOX", never)).toBeNull();
    const fetched = asked.filter((one) => one.startsWith("viewsource"));
    expect(fetched).toEqual([50, 49, 48, 47, 46, 45, 44, 43].map((uid) => `viewsource INBOX ${uid}`));
  });
});
