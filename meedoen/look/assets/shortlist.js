/*
 * The visitor's own list, kept in this browser and nowhere else: no account, no cookie.
 *   [data-save]       a button that puts its offer on the list or takes it off (hidden until this script runs)
 *   [data-save-count] where the number of offers stands
 *   [data-shortlist]  the page of the list; it asks the server for the cards by their ids and for nothing else
 * Notes are written to the browser's storage; no request ever carries one.
 */
"use strict";

(function () {
  const KEY = "meedoen.lijst";
  const MOST = 50;
  const LONGEST_NOTE = 2000;
  const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

  /** What is kept: [{id, title, note}]. Damaged or forbidden storage counts as an empty list. */
  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter((one) => one && ID.test(one.id)).slice(0, MOST) : [];
    } catch {
      return [];
    }
  }

  /** Keeps the list; false where this browser does not allow it. */
  function write(list) {
    try {
      localStorage.setItem(KEY, JSON.stringify(list));
      return true;
    } catch {
      return false;
    }
  }

  function count() {
    const number = read().length;
    document.querySelectorAll('a[href="/lijst/"]').forEach((link) => {
      link.dataset.label = link.dataset.label || link.textContent;
      link.textContent = number ? `${link.dataset.label} (${number})` : link.dataset.label;
    });
  }

  function show(button) {
    const saved = read().some((one) => one.id === button.dataset.save);
    button.hidden = false;
    button.setAttribute("aria-pressed", String(saved));
    button.querySelector("[data-save-label]").textContent = saved ? "Op je lijst" : "Zet op je lijst";
  }

  function toggle(button) {
    const list = read();
    const rest = list.filter((one) => one.id !== button.dataset.save);
    if (rest.length === list.length) {
      if (list.length >= MOST) return say(button, `Er passen ${MOST} mogelijkheden op je lijst. Haal er eerst een af.`);
      rest.push({ id: button.dataset.save, title: button.dataset.saveTitle, note: "" });
    }
    if (!write(rest)) return say(button, "Je browser bewaart niets. Print deze pagina als je haar wilt houden.");
    document.querySelectorAll(`[data-save="${button.dataset.save}"]`).forEach(show);
    count();
  }

  function say(button, text) {
    button.querySelector("[data-save-label]").textContent = text;
  }

  function start() {
    document.querySelectorAll("[data-save]").forEach((button) => {
      show(button);
      button.addEventListener("click", () => toggle(button));
    });
    count();
    const page = document.querySelector("[data-shortlist]");
    if (page) new Page(page).open();
  }

  /** The page of the list: cards from the server, notes from the browser. */
  class Page {
    constructor(element) {
      this.element = element;
      this.status = element.querySelector("[data-status]");
      this.cards = element.querySelector("[data-cards]");
      this.tools = element.querySelector("[data-tools]");
    }

    open() {
      this.shared = location.hash.replace(/^#/, "").split(".").filter((id) => ID.test(id)).slice(0, MOST);
      this.element.querySelector("[data-print]").addEventListener("click", () => this.print(false));
      this.element.querySelector("[data-print-large]").addEventListener("click", () => this.print(true));
      this.element.querySelector("[data-clear]").addEventListener("click", () => this.clear());
      this.element.querySelector("[data-keep]").addEventListener("click", () => this.keep());
      window.addEventListener("hashchange", () => location.reload());
      this.load();
    }

    async load() {
      const list = this.shared.length ? this.shared.map((id) => ({ id })) : read();
      this.tools.hidden = !list.length;
      this.element.querySelector("[data-empty]").hidden = list.length > 0;
      this.element.querySelector("[data-shared]").hidden = !this.shared.length;
      this.element.querySelector("[data-clear]").hidden = this.shared.length > 0;
      if (!list.length) {
        this.cards.replaceChildren();
        this.status.textContent = "";
        return;
      }
      const form = this.element.querySelector("form");
      const body = new FormData(form);
      list.forEach((one) => body.append("id", one.id));
      try {
        const answer = await fetch(form.action, { method: "POST", body });
        if (!answer.ok) throw new Error(`answer ${answer.status}`);
        this.cards.innerHTML = await answer.text();
        this.fill(list);
        this.status.textContent = list.length === 1 ? "1 mogelijkheid" : `${list.length} mogelijkheden`;
      } catch (error) {
        console.error("list", error);
        this.status.textContent = "Je lijst kan nu niet geladen worden. Je lijst is niet weg. Probeer het straks nog eens.";
      }
    }

    /** Gives every card its note and its button to take it off the list. */
    fill(list) {
      for (const one of list) {
        const item = this.cards.querySelector(`[data-item="${one.id}"]`);
        if (!item) continue;
        const title = item.querySelector("[data-gone-title]");
        if (title && one.title) title.textContent = one.title;
        const note = item.querySelector("textarea");
        const remove = item.querySelector("[data-remove]");
        if (this.shared.length) {
          note.closest("[data-note]").remove();
          continue;
        }
        note.value = one.note || "";
        note.addEventListener("input", () => this.note(one.id, note.value.slice(0, LONGEST_NOTE)));
        remove.hidden = false;
        remove.addEventListener("click", () => this.remove(one.id));
      }
    }

    note(id, text) {
      if (!write(read().map((one) => (one.id === id ? { ...one, note: text } : one)))) {
        this.status.textContent = "Je browser bewaart niets. Print deze pagina als je haar wilt houden.";
      }
    }

    remove(id) {
      write(read().filter((one) => one.id !== id));
      count();
      this.load();
      this.status.focus();
    }

    clear() {
      if (!window.confirm("Wil je je hele lijst weggooien, met je notities?")) return;
      write([]);
      count();
      this.load();
      this.status.focus();
    }

    /** Puts a list that somebody gave on the list of this browser. */
    keep() {
      const list = read();
      for (const id of this.shared) {
        const title = this.cards.querySelector(`[data-item="${id}"] .md-result__title`);
        if (list.length < MOST && !list.some((one) => one.id === id)) {
          list.push({ id, title: title ? title.textContent.trim() : "", note: "" });
        }
      }
      if (write(list)) location.href = location.pathname;
      else this.status.textContent = "Je browser bewaart niets. Print deze pagina als je haar wilt houden.";
    }

    /** Notes grow to their whole text on paper; a text box would hide what does not fit. */
    print(large) {
      document.documentElement.classList.toggle("md-large", large);
      this.cards.querySelectorAll("textarea").forEach((note) => {
        note.nextElementSibling.textContent = note.value;
      });
      window.print();
      document.documentElement.classList.remove("md-large");
    }
  }

  start();
})();
