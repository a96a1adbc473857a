/* What a page of the desk cannot do by itself: keys, the row one stands on, a word when what is
   on its way changes, and a warning when the desk does not answer. All pages work without it. */
(() => {
  "use strict";
  const one = (what, within = document) => within.querySelector(what);
  const all = (what) => [...document.querySelectorAll(what)];
  const help = one("#keys");
  const rows = () => all("#sheet .row").filter(link);
  const link = (row) => one("h3 a", row);

  /* ---- The row one stands on: marked, and in focus. It is kept when the sheet is drawn anew ---- */
  let name = "", place = 0, held = false;

  function mark(row) {
    rows().forEach((each) => each !== row && each.removeAttribute("aria-current"));
    if (!row) return;
    row.setAttribute("aria-current", "true");
    name = link(row).id;
    place = rows().indexOf(row);
  }

  function current() {
    return rows().find((row) => link(row).id === name);
  }

  function step(by) {
    const list = rows(), here = list.indexOf(current());
    const next = list[Math.min(list.length - 1, Math.max(0, here < 0 ? 0 : here + by))];
    if (next) link(next).focus();
  }

  function keep() {
    const list = rows(), row = current() || (name && list[Math.min(place, list.length - 1)]);
    if (!row) return;
    mark(row);
    // It has left the sheet with the focus on it: who was there stands on what has come in its place.
    if (held && document.activeElement === document.body) link(row).focus({ preventScroll: true });
  }

  /* ---- Where a key leads on the page of a thread ---- */
  const inReach = (field) => (field.closest("li") || field).getBoundingClientRect().bottom > 80;

  function open(field) {
    if (!field) return;
    const more = field.closest("details");
    if (more) more.open = true;
    field.focus();
  }

  const go = {
    edit() {
      const fields = all("textarea[name=body]");
      open(fields.find(inReach) || fields[0]);
    },
    approve() {
      // The heading, not the button: nothing is ever approved by pressing Enter once too often.
      const heading = one("#there") || one("#decision") || one("#then");
      if (!heading) return;
      heading.tabIndex = -1;
      heading.focus();
    },
    time() {
      const field = one("#decide input[name=time]");
      const choice = one("#decide input[name=when][value=time]");
      if (choice) choice.checked = true;
      open(field);
    },
    find() {
      const field = one("#q");
      if (!field) return location.assign("/#find");
      field.focus();
      field.select();
    },
  };

  function lead(where) {
    const row = current();
    if (row) location.assign(`${link(row).href}#${where}`);
    else go[where]();
  }

  function stop() {
    const panel = one(".stop");
    if (!panel) return (one(".band .button") || one(".band a"))?.focus();
    panel.open = true;
    one("input:checked", panel).focus();
  }

  const keys = {
    j: () => step(1), k: () => step(-1), e: () => lead("edit"), a: () => lead("approve"),
    s: () => lead("time"), p: stop, "/": go.find, "?": () => help.showModal(),
  };

  const typing = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable], dialog";

  function pressed(event) {
    const panel = one(".stop[open]");
    if (event.key === "Escape" && panel) {
      panel.open = false;
      one("summary", panel).focus();
    }
    if (!help || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.target.closest(typing) || !Object.hasOwn(keys, event.key)) return;
    event.preventDefault();
    keys[event.key]();
  }

  /* ---- What is on its way, said once when it changes; and the desk's silence ---- */
  const going = () => all("[data-say]").map((each) => each.textContent.trim()).join(". ");
  let said = going();

  function say() {
    const region = one("#say"), now = going();
    if (region && now !== said) region.textContent = now;
    said = now;
  }

  function silent(why) {
    const notice = one("#silent");
    const words = why ? notice.dataset[why] : "";
    if (notice.textContent !== words) notice.textContent = words;
    notice.hidden = !why;
  }

  /* ---- A time or a day that is typed is meant: its choice is made with it ---- */
  function choose(event) {
    const label = event.target.closest(".pair")?.parentElement.previousElementSibling;
    const choice = label && one("input", label);
    if (choice) choice.checked = true;
  }

  /* ---- A time that cannot be: its field says so as soon as the words beside it do ---- */
  function invalid() {
    all(".pair input[aria-describedby]").forEach((field) => {
      const why = document.getElementById(field.getAttribute("aria-describedby"));
      if (why) field.setAttribute("aria-invalid", String(why.textContent.trim() !== ""));
    });
  }

  document.addEventListener("input", choose);
  document.addEventListener("keydown", pressed);
  document.addEventListener("focusin", (event) => {
    const row = help && event.target.closest("#sheet .row");
    if (row && link(row)) mark(row);
  });
  document.addEventListener("htmx:beforeSwap", () => { held = Boolean(document.activeElement.closest("#sheet")); });
  document.addEventListener("htmx:afterSettle", () => { keep(); say(); invalid(); });
  document.addEventListener("htmx:afterRequest", (event) => {
    const status = event.detail.xhr.status;
    silent(status === 286 ? "out" : event.detail.successful ? "" : "lost");
  });
  window.addEventListener("hashchange", () => go[location.hash.slice(1)]?.());
  go[location.hash.slice(1)]?.();
})();
