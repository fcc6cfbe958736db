/** Answers every message at once, with nothing. */
import browser from "webextension-polyfill";

browser.runtime.onMessage.addListener(
  (_message: unknown, _sender: unknown, answer: (message: unknown) => void): true => {
    answer({});
    return true;
  },
);
