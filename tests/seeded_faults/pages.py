"""Two pages on which nothing is wrong, and their stylesheet: what the faults are put into.

The English one is a form that comes back with an error; on it is one of everything that a fault
can spoil. The Urdu one is for the faults of a page that runs from right to left.
"""

STYLE = """
body { margin: 0; padding: 1rem; font: 1rem/1.5 sans-serif; color: #14211d; background: #fff }
.hint { color: #3d4a46 }
.lead { text-align: start }
.when { padding: .5rem; border: .125rem solid #14211d }
.field, .button { display: block; min-block-size: 2.75rem; min-inline-size: 2.75rem; font: inherit }
.button { color: #fff; background: #14211d; border: 0 }
.choice { display: block; min-block-size: 2.75rem }
figure { margin: 0 }
audio { max-inline-size: 100% }
.scroll { overflow: auto }
.street { inline-size: 60rem }
:focus-visible { outline: .1875rem solid #14211d; outline-offset: .125rem }
"""

CHART_TABLE = """<table><caption>Trees in each street</caption>
<tr><th scope="col">Street</th><th scope="col">Trees</th></tr>
<tr><th scope="row">Mill Lane</th><td>40</td></tr>
<tr><th scope="row">Elm Road</th><td>10</td></tr></table>"""

BUTTON = '<button class="button">Send my answers</button>'

RADIOS = """<fieldset><legend>Do you live in Mill Lane?</legend>
<label class="choice"><input type="radio" name="lives" value="yes"> Yes</label>
<label class="choice"><input type="radio" name="lives" value="no"> No</label></fieldset>"""

ENGLISH = f"""<!doctype html>
<html lang="en" dir="ltr"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Error: Where should we plant trees? – Trees in Mill Lane – The council</title>
<link rel="stylesheet" href="/site.css"></head>
<body>
<header><nav aria-label="Languages">
<a href="/ur/trees" lang="ur" dir="rtl" hreflang="ur">اردو</a></nav></header>
<main id="main">
<div class="problem" role="alert" tabindex="-1" autofocus><h2>There is a problem</h2>
<ul><li><a href="#email">Enter an e-mail address</a></li></ul></div>
<h1>Where should we plant trees?</h1>
<p class="lead">We want to plant fifty trees. A levy would pay for them.</p>
<p class="when">You have until the end of June.</p>
<img src="/map.png" width="40" height="40" alt="Mill Lane, which has no trees on its north side">
<form method="post" action="/en/trees/1">
{RADIOS}
<label for="email">Your e-mail address</label>
<p class="hint" id="email-hint">We write to you once.</p>
<p id="email-error">Error: Enter an e-mail address</p>
<input class="field" type="email" id="email" name="email" autocomplete="email"
 aria-invalid="true" aria-describedby="email-hint email-error">
<label for="words">Your words</label>
<textarea class="field" id="words" name="words"></textarea>
{BUTTON} <button class="button" name="later">Save for later</button>
</form>
<section lang="ur" dir="rtl"><h2>مدد</h2>
<p>ہمیں فون کریں: <bdi dir="ltr">020 7946 0000</bdi></p></section>
<h2>How many trees there are</h2>
<figure data-chart="trees"><figcaption>Most of the fifty trees are in Mill Lane.</figcaption>
{CHART_TABLE}
<svg role="img" aria-labelledby="chart-name" width="90" height="40">
<title id="chart-name">Bar chart; its numbers are in the table</title>
<rect width="80" height="10" fill="#14211d"/><text y="30">40</text></svg></figure>
<h3>What we spend</h3>
<div class="scroll" role="region" tabindex="0" aria-labelledby="costs">
<table class="street"><caption id="costs">Costs of a tree</caption>
<tr><th scope="col">Work</th></tr><tr><td>Planting</td></tr></table></div>
<h3>Which streets come first</h3>
<ol><li>Mill Lane</li><li>Elm Road</li></ol>
<h3>Hear and see more</h3>
<figure><audio src="/trees.mp3" controls></audio>
<figcaption><a href="/en/trees/spoken">The words of the recording</a></figcaption></figure>
<figure><video src="/trees.mp4" width="200" height="100" controls>
<track kind="captions" src="/trees.vtt" srclang="en"></video>
<figcaption><a href="/en/trees/filmed">The words of the film</a></figcaption></figure>
<p><a href="/en/trees/plan">The whole plan for Mill Lane</a></p>
</main></body></html>"""

URDU = """<!doctype html>
<html lang="ur" dir="rtl"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>درخت کہاں لگائے جائیں؟ – کونسل</title>
<link rel="stylesheet" href="/site.css"></head>
<body><main><h1>درخت کہاں لگائے جائیں؟</h1>
<p>ہم درخت لگانا چاہتے ہیں۔ ہمیں فون کریں: <bdi dir="ltr">020 7946 0000</bdi></p>
</main></body></html>"""
