/**
 * The page behind the toolbar button: keys, people, authorities, sites and the verdict on the message in the open tab.
 * The browser frames it, so no web page can cover it: only here are keys unlocked and authorities trusted. It must
 * never show the content of a message.
 */
import { render } from "preact";
import "../ui/tokens.css";
import "../ui/elements.css";
import "../ui/components.css";
import "../ui/chip.css";
import "../ui/badge.css";
import "../ui/details.css";
import "../surface/surface.css";
import "./popup.css";
import { speakLanguage } from "../ui/spoken-language.ts";
import { keepFocus } from "../ui/kept-focus.ts";
import { ignoreStrayDrops } from "../ui/stray-drops.ts";
import { CertificateWindow } from "./certificate-window.tsx";
import { ConnectWindow } from "./connect-window.tsx";
import { LookUpWindow } from "./look-up-window.tsx";
import { Popup } from "./popup.tsx";
import { UnlockWindow } from "./unlock-window.tsx";
import { askedCertificates, connectedAddress, type Surface, surfaceOf } from "./surface.ts";

function Page({ surface: where }: { readonly surface: Surface }) {
  switch (where) {
    case "unlock":
      return <UnlockWindow />;
    case "connect":
      return <ConnectWindow address={connectedAddress(location.search)} />;
    case "certificate":
      return <CertificateWindow id={askedCertificates(location.search)} />;
    case "look-up":
      return <LookUpWindow />;
    case "popup":
    case "tab":
      return <Popup surface={where} />;
  }
}

const surface = surfaceOf(location.search);
document.documentElement.dataset["surface"] = surface;
speakLanguage(document);
keepFocus(document);
ignoreStrayDrops();
const root = document.getElementById("root");
if (root !== null) render(<Page surface={surface} />, root);
