// Has the record changed since it was drawn, by whomever? Asked again and again while the page can be seen.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const OFTEN = 1000; // milliseconds from one answer to the next question
  const SELDOM = 8000; // while every answer brings something new, or none comes: each pause is twice the last up to this

  class Changes {
    constructor(address, noticed) {
      Object.assign(this, { address, noticed, version: null, pause: OFTEN, asking: false });
      document.addEventListener("visibilitychange", () => this.ask());
      this.ask();
    }

    // What is drawn is of this version already. Answers whether it is another than before.
    drawn(version) {
      const other = this.version !== null && this.version !== version;
      this.version = version;
      return other;
    }

    async ask() {
      if (this.asking || document.hidden) return;
      clearTimeout(this.timer);
      this.asking = true;
      const changed = await this.changed().catch(() => true); // a server that does not answer is not pressed
      this.asking = false;
      if (changed === null) return; // what is drawn does not change
      this.pause = changed ? Math.min(SELDOM, 2 * this.pause) : OFTEN;
      this.timer = setTimeout(() => this.ask(), this.pause);
    }

    async changed() {
      const response = await fetch(this.address, { headers: { Accept: "application/json" } });
      if (!response.ok) return true;
      const { version } = await response.json();
      if (version === null) return null;
      const other = this.drawn(version);
      if (other) this.noticed(version);
      return other;
    }
  }

  // `noticed(version)` is called whenever the record has become another one.
  mapapp.changes = (address, noticed) => new Changes(address, noticed);
})();
