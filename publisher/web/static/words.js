// Splits a post at the cursor, and asks before words that were typed would be lost.
// Everything on the page works without it.
"use strict";
for (const form of document.querySelectorAll("form.words")) {
  const words = form.elements.body;
  form.querySelector(".at-cursor").hidden = false;
  form.addEventListener("submit", () => {
    // Characters as the server counts them: an emoji is one.
    form.elements.cursor.value = Array.from(words.value.slice(0, words.selectionStart)).length;
  });
}
let sent = null;
addEventListener("submit", (event) => { sent = event.target; });
addEventListener("beforeunload", (event) => {
  const written = [...document.querySelectorAll(".thread textarea")];
  const lost = written.some((field) => field.form !== sent && field.value !== field.defaultValue);
  // The stop never waits for a question.
  if (lost && !sent?.closest(".stop")) event.preventDefault();
});
