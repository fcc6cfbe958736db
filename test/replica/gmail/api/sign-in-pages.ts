/** The replica's page of accounts.google.com: it says what it is, for it must not be taken for Google's. */

export interface Choice {
  readonly text: string;
  readonly href: string;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (found) => `&#${found.charCodeAt(0)};`);
}

const LOOKS = `
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 30rem; margin: 3rem auto; padding: 0 1.5rem; color: #222 }
  p.what { background: #fff4d6; padding: .5rem 1rem; border-radius: .5rem }
  ul.choices { list-style: none; padding: 0 }
  ul.choices a { display: block; padding: .75rem 1rem; border: 1px solid #ccc; border-radius: .5rem; margin: .5rem 0 }
  code { overflow-wrap: anywhere }
`;

/** `scopes`: what a program asks for; none where it is only the person who signs in. */
export function choicePage(title: string, scopes: readonly string[], choices: readonly Choice[]): string {
  const asked = scopes.map((scope) => `<li><code>${escapeHtml(scope)}</code></li>`).join("");
  const links = choices.map(({ text, href }) => `<li><a href="${escapeHtml(href)}">${escapeHtml(text)}</a></li>`);
  const program = scopes.length === 0 ? "" : `<p>A program asks for:</p><ul>${asked}</ul>`;
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><style>${LOOKS}</style>
<p class="what">A replica of Google's sign-in, on this machine only. It asks for no password.</p>
<h1>${title}</h1>${program}<ul class="choices">${links.join("")}</ul></html>`;
}
