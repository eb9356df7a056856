// What lies below the incidents, the language of its names, and the switch for both.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const OFFLINE = "world";
  const COUNTRIES = "/assets/country-names.json";
  const { _ } = mapapp;
  const names = () => ({
    both: _("Names: English, and local when near"),
    english: _("Names: English"),
    local: _("Names: local script"),
  });

  function optionsOf(label, options, choose) {
    const select = document.createElement("select");
    select.setAttribute("aria-label", label);
    for (const [code, name] of options) select.add(new Option(name, code));
    select.addEventListener("change", () => choose(select.value));
    return select;
  }

  async function listOf(own) {
    if (!own) return [];
    if (Array.isArray(own)) return own;
    const answer = await fetch(own, { headers: { Accept: "application/json" } });
    return answer.ok ? answer.json() : [];
  }

  class Ground {
    constructor(map, options) {
      this.map = map;
      this.options = options;
      this.shown = L.layerGroup();
      this.farthest = map.getMaxZoom();
      this.basemap = options.basemap || OFFLINE;
      this.names = options.names || "both";
      this.own = listOf(options.own).catch(() => []);
      this.switch();
      mapapp.onScheme(() => this.draw());
      this.draw();
    }

    switch() {
      const control = L.control({ position: "topright" });
      const box = document.createElement("details");
      box.className = "mapapp-layers mapapp-ground";
      const summary = document.createElement("summary");
      summary.textContent = _("Base map");
      this.selectNames = optionsOf(_("Names of places"), Object.entries(names()), (chosen) => this.choose({ names: chosen }));
      box.append(summary, this.selectNames);
      L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
      control.onAdd = () => box;
      control.addTo(this.map);
      this.own.then((own) => {
        if (!own.length) return;
        const all = [[OFFLINE, _("World, offline")], ...own.map((row) => [row.code, row.name])];
        this.selectBasemap = optionsOf(_("Base map"), all, (basemap) => this.choose({ basemap }));
        summary.after(this.selectBasemap);
        this.say();
      });
      this.say();
    }

    say() {
      this.selectNames.value = this.names;
      this.selectNames.hidden = this.basemap !== OFFLINE;
      if (this.selectBasemap) this.selectBasemap.value = this.basemap;
    }

    // The reader wants another: the link keeps it.
    choose(wanted) {
      const { basemap = this.basemap, names = this.names } = wanted;
      if ("basemap" in wanted) mapapp.tellLook("basemap", basemap, OFFLINE);
      else mapapp.tellLook("names", names, "both");
      this.set(basemap, names);
    }

    set(basemap, names) {
      if (basemap === this.basemap && names === this.names) return;
      Object.assign(this, { basemap, names });
      this.say();
      this.draw();
    }

    // Countries in their own languages, asked for when they are first needed.
    async countries() {
      if (this.names !== "local") return {};
      this.asked ||= fetch(COUNTRIES).then((answer) => (answer.ok ? answer.json() : {}));
      return this.asked.catch(() => ({}));
    }

    // One that does not come leaves the offline one.
    async draw() {
      const turn = (this.turn = (this.turn || 0) + 1);
      const own = this.basemap === OFFLINE ? null : (await this.own).find((row) => row.code === this.basemap);
      const layer = own ? await mapapp.ownBasemap(own).catch(() => null) : null;
      const countries = layer ? {} : await this.countries();
      if (turn !== this.turn) return;
      const last = layer ? mapapp.ownBasemap.NEAREST : this.farthest;
      this.shown.clearLayers();
      if (this.map.getZoom() > last) this.map.setZoom(last, { animate: false });
      this.map.setMaxZoom(last);
      const { options, names } = this;
      this.shown.addLayer(layer || mapapp.basemap({ ...options, names, countries, dark: mapapp.isDark() }));
      window.__ground = { basemap: layer ? this.basemap : OFFLINE, names, dark: mapapp.isDark() };
    }
  }

  // options: those of mapapp.basemap, and {own: rows or their address, basemap, names}. Answers a layer.
  mapapp.ground = function (map, options) {
    const ground = new Ground(map, options);
    window.mapGround = { set: mapapp.ifHeard((basemap, names) => ground.set(basemap, names)) };
    return ground.shown;
  };
})();
