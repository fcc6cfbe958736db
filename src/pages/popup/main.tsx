/**
 * The page behind the toolbar button: keys, people, authorities, sites and the verdict on the message in the open tab.
 * The browser frames it, so no web page can cover it: only here are keys unlocked and authorities trusted. It must
 * never show the content of a message.
 */
import { render } from "preact";
import "../ui/tokens.css";
import "../ui/elements.css";
import "../ui/components.css";
import "../ui/badge.css";
import "../ui/details.css";
import "../surface/surface.css";
import "./popup.css";
import { ignoreStrayDrops } from "../ui/stray-drops.ts";
import { Popup } from "./popup.tsx";
import { UnlockWindow } from "./unlock-window.tsx";
import { surfaceOf } from "./surface.ts";

const surface = surfaceOf(location.search);
document.documentElement.dataset["surface"] = surface;
ignoreStrayDrops();
const root = document.getElementById("root");
if (root !== null) render(surface === "unlock" ? <UnlockWindow /> : <Popup surface={surface} />, root);
