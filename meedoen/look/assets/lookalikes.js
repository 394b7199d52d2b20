/*
 * Says while somebody types that something like it is on the map already.
 *   [data-lookalikes]  where the answer comes (an aria-live region in the form); its value is the address to ask
 *   data-soort         what is being added: service or organization
 * Only the fields below are sent, by POST, after a pause. Without this script the preview says the same.
 */
"use strict";

(function () {
  const PAUSE = 400;
  const SHORTEST_NAME = 3;
  const SENT = /^(csrfmiddlewaretoken|organisatie|name|summary|email|url|website|plek-(postal_code|address_1)|telefoon-\d+-number|nummer-\d+-identifier)$/;

  const region = document.querySelector("[data-lookalikes]");
  const form = region && region.closest("form");
  if (!form) return;

  let timer = 0;
  let asked = "";
  let running = null;

  /** What is filled in of the fields that are compared. */
  function typed() {
    const body = new URLSearchParams({ soort: region.dataset.soort });
    for (const [name, value] of new FormData(form)) {
      if (SENT.test(name) && typeof value === "string" && value.trim()) body.append(name, value.trim().slice(0, 600));
    }
    return body;
  }

  /** Shows an answer; the same one again is left alone, so that it is not read out twice. */
  function show(html) {
    if (region.dataset.shown === html) return;
    region.dataset.shown = html;
    region.innerHTML = html;
  }

  async function ask() {
    const body = typed();
    const words = body.toString();
    if (words === asked) return;
    asked = words;
    if (running) running.abort();
    if ((body.get("name") || "").length < SHORTEST_NAME) return show("");
    const mine = (running = new AbortController());
    try {
      const answer = await fetch(region.dataset.lookalikes, { method: "POST", body, signal: mine.signal });
      if (!answer.ok || answer.redirected) throw new Error(`answer ${answer.status}`);
      const html = (await answer.text()).trim();
      if (running === mine) show(html);
    } catch (error) {
      if (error.name === "AbortError" || running !== mine) return;
      // The preview checks again, so nobody has to be told; what stood here may be of other words.
      asked = "";
      show("");
    }
  }

  form.addEventListener("input", (event) => {
    if (!SENT.test(event.target.name || "")) return;
    clearTimeout(timer);
    timer = setTimeout(ask, PAUSE);
  });
  ask();
})();
