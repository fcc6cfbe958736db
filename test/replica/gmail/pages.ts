/** The documents of the replica's server: the page its client fills, and those Gmail serves without any client. */
import type { StoredMessage } from "./mailbox.ts";
import { shownMessage } from "./rendering.ts";
import type { Bootstrap } from "./wire.ts";

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

/** As Gmail sends it since 2024: no string becomes script or markup without a policy of the page's own. */
export function policyOf(nonce: string): string {
  return [
    "require-trusted-types-for 'script'",
    "trusted-types gmail#html",
    `script-src 'nonce-${nonce}' 'strict-dynamic' 'unsafe-eval'`,
    "object-src 'none'",
    "base-uri 'self'",
    "frame-src 'self' https://accounts.google.com https://apis.google.com",
  ].join("; ");
}

export function shellPage(bootstrap: Bootstrap, nonce: string, script: string, bodyClass: string): string {
  const data = JSON.stringify(bootstrap).replaceAll("<", "\\u003c");
  const title = `Inbox - ${bootstrap.account.address} - Gmail`;
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title>
<link rel="stylesheet" href="/mail/gmail.css"></head><body class="${bodyClass}">
<script nonce="${nonce}">var GLOBALS=[null,null,null,null,null,null,null,null,null,"ik0123456789",${JSON.stringify(bootstrap.account.address)}];var GM_BOOTSTRAP=${data};</script>
<script nonce="${nonce}">${script}</script></body></html>`;
}

/** `view=pt`: a document of its own, without any id, that prints itself at once. */
export function printPage(message: StoredMessage, nonce: string): string {
  const { subject, from, text } = shownMessage(message);
  return `<!doctype html><html><head><meta charset="utf-8"><title>Gmail - ${escape(subject)}</title></head>
<body><div class="bodycontainer"><div class="maincontent"><font size="+1"><b>${escape(subject)}</b></font>
<table class="message"><tr><td><b>${escape(from.name)}</b> &lt;${escape(from.address)}&gt;</td></tr>
<tr><td><div style="overflow:hidden">${escape(text).replaceAll("\n", "<br>")}</div></td></tr></table></div></div>
<script nonce="${nonce}">window.print&&(window.printed=true);</script></body></html>`;
}

/** `view=om`: "Original message" as HTML, which has lost the octets. */
export function originalPage(message: StoredMessage, link: string): string {
  const text = Buffer.from(message.raw).toString("utf8").replaceAll("\r\n", "\n");
  return `<!doctype html><html><head><meta charset="utf-8"><title>Original message</title></head><body>
<div class="top-area"><table><tr><th>Message ID</th></tr></table><a href="${escape(link)}">Download original</a></div>
<pre class="raw_message_text" id="raw_message_text">${escape(text)}</pre></body></html>`;
}

export function wholeMessagePage(message: StoredMessage): string {
  const { text } = shownMessage(message);
  return `<!doctype html><html><head><meta charset="utf-8"><title>Gmail</title></head><body>
<div class="maincontent">${escape(text).replaceAll("\n", "<br>")}</div></body></html>`;
}
