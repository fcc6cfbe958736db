/**
 * The page with room: a file explained, a letter written without a webmail, and how Waxwing stands. The browser frames
 * it, so no web page can cover it. What was decrypted is shown by the viewer in a frame of its own, never by this page.
 */
import { render } from "preact";
import "../ui/tokens.css";
import "../ui/elements.css";
import "../ui/components.css";
import "../ui/chip.css";
import "../ui/badge.css";
import "../ui/details.css";
import "../surface/surface.css";
import "./manager.css";
import { speakLanguage } from "../ui/spoken-language.ts";
import { keepFocus } from "../ui/kept-focus.ts";
import { ignoreStrayDrops } from "../ui/stray-drops.ts";
import { Manager } from "./manager.tsx";

speakLanguage(document);
keepFocus(document);
ignoreStrayDrops();
const root = document.getElementById("root");
if (root !== null) render(<Manager />, root);
