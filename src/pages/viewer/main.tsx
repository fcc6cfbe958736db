/**
 * The frame that shows a message in the webmail's place for it. Decrypted content exists only here: it must never send
 * any of it to the page around it, load anything from the network, or let the message run a script.
 */
import { render } from "preact";
import "../ui/tokens.css";
import "../ui/elements.css";
import "../ui/components.css";
import "../ui/chip.css";
import "../ui/badge.css";
import "../ui/details.css";
import "./viewer.css";
import "./body.css";
import { say } from "../../words/say.ts";
import { speakLanguage } from "../ui/spoken-language.ts";
import { keepFocus } from "../ui/kept-focus.ts";
import { ignoreStrayDrops } from "../ui/stray-drops.ts";
import { Viewer } from "./viewer.tsx";

speakLanguage(document);
document.title = say("Waxwing message");
keepFocus(document);
ignoreStrayDrops();
const root = document.getElementById("root");
if (root !== null) render(<Viewer />, root);
