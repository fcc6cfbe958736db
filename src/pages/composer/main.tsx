/**
 * The composer in the place of the webmail's own. What is typed lives only here until the worker has sealed it: it must
 * never reach the page around this frame, and never be lost by a failure.
 */
import { render } from "preact";
import { say } from "../../words/say.ts";
import "../ui/tokens.css";
import "../ui/elements.css";
import "../ui/components.css";
import "../ui/chip.css";
import "../ui/badge.css";
import "./composer.css";
import "./recipients.css";
import "./send-panel.css";
import "./rich-text/rich-text.css";
import { speakLanguage } from "../ui/spoken-language.ts";
import { keepFocus } from "../ui/kept-focus.ts";
import { ignoreStrayDrops } from "../ui/stray-drops.ts";
import { Composer } from "./composer.tsx";

speakLanguage(document);
document.title = say("Waxwing composer");
keepFocus(document);
ignoreStrayDrops();
const root = document.getElementById("root");
if (root !== null) render(<Composer />, root);
