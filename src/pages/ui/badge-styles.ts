/** All styles of the badge and its details, as text for a shadow root in a webmail page. */
import badge from "./badge.css?inline";
import details from "./details.css?inline";
import tokens from "./tokens.css?inline";

export const badgeStyles: string = `${tokens}\n${badge}\n${details}`;
