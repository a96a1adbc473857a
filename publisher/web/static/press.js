// Lets the button say what it does, and when, as soon as another choice is made.
// The server says the same when it draws the page: nothing depends on this.
"use strict";
(() => {
  const padded = (time) => time.trim().replace(".", ":").padStart(5, "0");

  function local(form, day, time) {
    const typed = padded(form.elements[time]?.value ?? "");
    return /^([01]\d|2[0-3]):[0-5]\d$/.test(typed) ? `${form.elements[day].value} ${typed}` : "";
  }

  function said(at, form, today) {
    const [day, time] = at.split(" ");
    if (day === today) return time;
    const named = [...form.elements.day.options].find((option) => option.value === day);
    return `${named ? named.text : day} ${time}`;
  }

  function words(form, { verb, now, slot, embargo, second }) {
    const today = now.split(" ")[0];
    const until = form.elements.embargo?.checked ? local(form, "embargo_day", "embargo_time") : "";
    if (second !== undefined && embargo && until !== embargo) {
      return until ? `Move the embargo to ${said(until, form, today)}` : "Lift the embargo";
    }
    const when = form.elements.when.value;
    const start = { now, slot, time: local(form, "day", "time") }[when];
    if (start) {
      const late = until > start ? until : start;
      return when === "now" && late === now ? `${verb} and post now` : `${verb} for ${said(late, form, today)}`;
    }
    const otherwise = { later: ", schedule later", slot: " for the next posting time", had: " for the time each had" };
    return verb + (otherwise[when] ?? "");
  }

  function press(event) {
    const form = event.target.form, button = form?.querySelector("button[data-verb]");
    if (button) button.textContent = words(form, button.dataset);
  }

  // After the choice that is made by typing a time: see desk.js.
  addEventListener("input", press);
  addEventListener("change", press);
  // A browser may keep what was chosen when a page is read again.
  addEventListener("pageshow", () => {
    for (const button of document.querySelectorAll("button[data-verb]")) press({ target: button });
  });
})();
