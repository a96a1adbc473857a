"""The publisher: an explainer goes in, an approved thread goes out, once.

intake      where articles come from
explainer   text, Markdown or HTML, read into its parts
split       its parts, cut into a numbered draft for one network
thread      the rows: threads, posts, revisions, pictures, calls, moves
review      the editor's desk
schedule    times, zones, pauses, embargoes
post        the only place from which anything is sent
followup    continue, close out, take down, correct
"""
