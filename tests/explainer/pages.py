"""Pages as newsrooms make them, small, in words of our own: what stands around a story is part of them."""

from __future__ import annotations

VOTE = (
    "The council voted seven to four on Monday to close the Eastside pool at the end of June, "
    "after a debate that went on until two in the morning."
)
COST = (
    "Running the pool costs the town 400,000 a year more than swimmers pay, the treasurer told the "
    "council, and its roof will not last another winter."
)
MAYOR = (
    "“Nobody wanted this,” said the mayor, Jo Example, who learned to swim there; she promised a bus "
    "to the pool in the next town."
)
NEXT = (
    "The swimming club says that it will ask a court to stop the closure, and has begun to collect "
    "money for a roof."
)
STORY = (VOTE, COST, MAYOR, NEXT)
TOLD = "".join(f"<p>{words}</p>" for words in STORY)

_MENU = (
    "<ul>"
    + "".join(f"<li><a href=/{n}>{n}</a></li>" for n in ("News", "Sport", "Weather"))
    + "</ul>"
)
_COMMENTS = "".join(
    f"<div class=comment><b>Reader {n}</b><p>I swam there as a child, and I think that they should all be "
    f"ashamed of what they did on that night, number {n}.</p><button>Reply</button></div>"
    for n in range(12)
)
_COOKIES = (
    "<div class=cookie-banner><p>We and our partners store and read information on your device to show "
    "you advertisements and to measure how well they do. You can change your mind at any time.</p>"
    "<button>Accept all</button><button>Settings</button></div>"
)
_TEASERS = "".join(
    f"<article><h3><a href=/t{n}>A headline of another story, number {n}</a></h3><p>What that other story "
    f"tells in a sentence or two, so that you press on it.</p></article>"
    for n in range(6)
)

#: By name: pages whose story is `STORY`, and nothing of it may be lost or doubted.
ORDINARY = {
    "blog": f"""<!doctype html><html><head><title>Pool closes – Daily Example</title></head><body>{_COOKIES}
<div id=page><header id=masthead><a href=/>Daily Example</a><nav>{_MENU}</nav></header><div id=content>
<article class="post has-sidebar comments-open"><header class=entry-header><h1>Pool to close</h1>
<span class=posted-on><time>2 March 2026</time></span></header><div class=entry-content>{TOLD}
<div class=sharedaddy><h3>Share this:</h3><ul><li><a href=/x>X</a></li></ul></div></div></article>
<div id=comments class=comments-area><h2>12 thoughts</h2>{_COMMENTS}<form><p>Leave a reply</p>
<textarea></textarea><label>Name</label><input name=a><button>Post comment</button></form></div></div>
<aside id=secondary><section><h2>Recent posts</h2>{_MENU}</section></aside>
<footer><p>Proudly made by the Daily Example, all rights reserved since 1961.</p></footer></div></body></html>""",
    "broadcaster": f"""<html><body><div role=banner>{_MENU}</div>{_COOKIES}<main id=main><article>
<header><h1>Pool to close</h1></header><div><button>Share</button><button>Save</button></div>
<figure><img alt="The pool"><figcaption>The Eastside pool in May. Photo: Ann Example</figcaption></figure>
{TOLD}<section class=related-topics><h2>Related topics</h2>{_MENU}</section></article><section><h2>More on this story</h2>{_TEASERS}
</section></main><div role=contentinfo><p>The broadcaster is not responsible for what other sites say.</p></div>
</body></html>""",
    "table soup": f"""<html><body><table width=900><tr><td><a href=/>Home</a></td><td><a href=/n>News</a></td>
</tr></table><table><tr><td><h1>Pool to close</h1>{TOLD}</td></tr></table><table><tr><td>
<a href=/imprint>Imprint</a></td></tr></table></body></html>""",
    "form around all": f"""<html><body><form id=aspnetForm method=post action=/x><input type=hidden name=__VIEWSTATE>
<div id=top><a href=/>Town</a><label for=q>Search</label><input type=text id=q><input type=submit></div>
<div id=content><h1>Pool to close</h1>{TOLD}</div></form></body></html>""",
    "amp": f"""<!doctype html><html amp><head><style amp-boilerplate>body{{visibility:hidden}}</style></head><body>
<amp-sidebar id=menu hidden>{_MENU}</amp-sidebar><header><button on=tap:menu.toggle>Menu</button></header>
<article><h1>Pool to close</h1><amp-img alt=x></amp-img>{TOLD}<amp-ad></amp-ad></article>
<amp-consent hidden><p>We use cookies on this page to learn how you read it and to sell this to others.</p>
</amp-consent></body></html>""",
    "modals": f"""<html><body><div class=modal style="display:none"><p>Sign in to go on reading, to save stories
for later and to get our best work by mail every morning before you get up.</p></div>
<noscript><p>Please turn on scripts to see this page as it was made for you to be seen.</p></noscript>
<main><h1>Pool to close</h1>{TOLD}<form class=newsletter><p>Get the morning briefing by mail.</p><input type=email>
<button>Sign up</button></form></main></body></html>""",
    "sections": f"""<html><body><main><h1>Pool to close</h1><section><h2>What happened</h2><p>{VOTE}</p><p>{COST}</p>
</section><section><h2>What they say</h2><p>{MAYOR}</p></section><section><h2>What next</h2><p>{NEXT}</p></section>
<div class=related-stories>{_TEASERS}</div></main></body></html>""",
    "standfirst before": f"""<html><body><header class=site>{_MENU}</header><main><header><a href=/p>Politics</a>
<h1>Pool to close</h1><p>{VOTE}</p></header><section class=key-points><h2>Key points</h2><ul><li>{COST}</li></ul>
</section><article><p>{MAYOR}</p><p>{NEXT}</p></article></main><footer>{_MENU}</footer></body></html>""",
    "live blog": f"""<html><body><main><h1>Pool to close: live</h1>{
        "".join(
            f'<article id=p{n}><h2><a href="?post={n}">2{n}:00</a></h2><p>{words}</p><button>Share</button></article>'
            for n, words in enumerate(STORY)
        )
    }</main></body></html>""",
    "questions": f"""<html><body><article><h1>Pool to close</h1><p>{VOTE}</p><div class=accordion>
<h3><button aria-expanded=false aria-controls=a>Why now?</button></h3><div id=a hidden><p>{COST}</p></div>
<button class=accordion-toggle>What does the mayor say?</button><div><p>{MAYOR}</p></div>
<details><summary>What next?</summary><p>{NEXT}</p></details></div></article></body></html>""",
    "custom elements": f"""<html><body><site-header>{_MENU}</site-header><news-page><template shadowrootmode=open>
<h1>Pool to close</h1>{TOLD}</template></news-page></body></html>""",
    "wrapper with a name": f"""<html><body><div class="layout-sidebar social-sharing-enabled no-comments"><h1>Pool to
close</h1>{TOLD}</div><div class=sidebar>{_MENU}</div></body></html>""",
    "bare": f"<h1>Pool to close</h1>{TOLD}",
    "story in an aside": f"<html><body><nav>{_MENU}</nav><aside><h1>Pool to close</h1>{TOLD}</aside></body></html>",
    "after the article": f"""<html><body><article><h1>Pool to close</h1><p>{VOTE}</p><p>{COST}</p></article><section>
<h2>What they say</h2><p>{MAYOR}</p><p>{NEXT}</p></section></body></html>""",
    "terms": f"""<html><body><main><h1>Pool to close</h1><dl><dt>The vote</dt><dd>{VOTE}</dd><dt>The cost</dt>
<dd>{COST}</dd></dl><table><tr><td>{MAYOR}</td></tr><tr><td>{NEXT}</td></tr></table></main></body></html>""",
    "next story below": f"""<html><head><title>Pool to close</title></head><body><article><h1>Pool to close</h1>{TOLD}
</article><article><h1>Another story</h1><p>It is told below the first one, for those who go on reading
down to the end of the page and beyond.</p></article></body></html>""",
    "main without its heading": f"""<html><body><header><h1>Pool to close</h1></header><div role=main>{TOLD}</div>
</body></html>""",
}
