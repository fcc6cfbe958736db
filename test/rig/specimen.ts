/** The smallest extension that has what the harness looks for: a worker, a popup, and a closed root with a frame. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const FILES = {
  "background.js": `const born = Math.random();
    chrome.runtime.onMessage.addListener((_, __, reply) => reply(born));
    chrome.runtime.onInstalled.addListener(() => chrome.scripting.registerContentScripts(
      [{ id: "x", matches: ["http://localhost/*"], js: ["content.js"], runAt: "document_idle" }]));`,
  "content.js": `const root = document.body.appendChild(document.createElement("div")).attachShadow({ mode: "closed" });
    const button = root.appendChild(document.createElement("button"));
    button.textContent = "Closed button";
    button.onclick = () => (button.textContent = "Clicked");
    root.appendChild(document.createElement("iframe")).src = chrome.runtime.getURL("pages/popup/index.html");`,
  "pages/popup/index.html": `<!doctype html><p>words of the extension</p><button id="ask">Ask</button><output></output>
    <script src="popup.js"></script>`,
  "pages/popup/popup.js": `document.querySelector("#ask").onclick = async () => {
      const granted = await chrome.permissions.request({ origins: ["http://localhost/*"] });
      const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
      const born = await chrome.runtime.sendMessage("born?");
      document.querySelector("output").textContent = JSON.stringify({ granted, url: tab.url, born });
    };`,
};

const MANIFEST = {
  manifest_version: 3,
  name: "Specimen",
  version: "1",
  permissions: ["scripting"],
  optional_host_permissions: ["http://*/*"],
  action: { default_popup: "pages/popup/index.html" },
  web_accessible_resources: [{ resources: ["pages/popup/index.html"], matches: ["http://*/*"] }],
};

const BACKGROUND = {
  chrome: { background: { service_worker: "background.js" } },
  firefox: {
    background: { scripts: ["background.js"] },
    browser_specific_settings: { gecko: { id: "specimen@waxwing.invalid", strict_min_version: "140.0" } },
  },
};

export function writeSpecimen(folder: string, browser: keyof typeof BACKGROUND): string {
  mkdirSync(join(folder, "pages/popup"), { recursive: true });
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text);
  writeFileSync(join(folder, "manifest.json"), JSON.stringify({ ...MANIFEST, ...BACKGROUND[browser] }));
  return folder;
}
