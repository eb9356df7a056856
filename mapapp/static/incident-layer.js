// Incidents on the map: fetched for what is in view, drawn as circles, badges and shaded areas, opened as popups.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const WAIT = 120; // milliseconds after the last move
  const MARGIN = 0.25; // of the view, fetched around it
  const NAMED_AREAS_FROM = 6; // zoom
  const PROVINCES_FROM = 5; // zoom
  const { _, ngettext } = mapapp;
  const here = () => _("Here and in areas around");
  const notArrived = () => _("The map data did not arrive; move the map to try again.");
  const ADDRESS_AGAIN = [150, 600, 1500]; // milliseconds: Python rewrites the address after a filter, and drops ours

  // An answer of ours; the error's message is a sentence for the reader.
  async function getJson(address, signal) {
    let response;
    try {
      response = await fetch(mapapp.inLanguage(address), { signal, headers: { Accept: "application/json" } });
    } catch (error) {
      if (error.name === "AbortError") throw error;
      throw new Error(notArrived());
    }
    const answer = await response.json().catch(() => null);
    if (response.ok && answer !== null) return answer;
    throw new Error(typeof answer?.error === "string" ? answer.error : notArrived());
  }

  function wrapped(longitude) {
    return ((((longitude + 180) % 360) + 360) % 360) - 180;
  }

  // "west,south,east,north" of the view, with a margin unless told otherwise; west is greater than east across the antimeridian.
  function boxOf(map, margin = MARGIN) {
    const bounds = map.getBounds().pad(margin);
    const whole = bounds.getEast() - bounds.getWest() >= 360;
    const west = whole ? -180 : wrapped(bounds.getWest());
    const east = whole ? 180 : wrapped(bounds.getEast());
    const south = Math.max(-90, bounds.getSouth());
    const north = Math.min(90, bounds.getNorth());
    return [west, south, east, north].map((degrees) => degrees.toFixed(4)).join(",");
  }

  // The place on the copy of the world nearest to the centre.
  function nearby(map, row) {
    const turns = Math.round((map.getCenter().lng - row.lon) / 360);
    return L.latLng(row.lat, row.lon + 360 * turns);
  }

  // A quiet line on the map: how many are in view, or what went wrong.
  function noticeOn(map) {
    const notice = L.control({ position: "topright" });
    const text = mapapp.marks.element("div", "mapapp-notice");
    text.setAttribute("role", "status");
    notice.onAdd = () => text;
    notice.addTo(map);
    return (sentence, isTrouble) => {
      text.textContent = sentence;
      text.classList.toggle("mapapp-trouble", Boolean(isTrouble));
    };
  }

  function panes(map) {
    const below = map.createPane("mapapp-areas");
    below.style.zIndex = 350;
    below.style.pointerEvents = "none";
    return {
      areas: mapapp.marks.hatchCanvas({ pane: "mapapp-areas", padding: 0.3 }),
      points: L.canvas({ padding: 0.3 }),
    };
  }

  // Outlines of areas, asked for once each; null where there is none.
  function outlines(url) {
    const known = new Map();
    return (placeId) => {
      if (!known.has(placeId)) {
        const asked = getJson(`${url}/outline/${encodeURIComponent(placeId)}`);
        known.set(placeId, asked.catch(() => null));
      }
      return known.get(placeId);
    };
  }

  class Incidents {
    constructor(map, options) {
      this.map = map;
      this.url = options.url;
      this.query = options.query;
      this.palette = options.palette;
      this.layer = L.featureGroup();
      this.renderers = panes(map);
      this.outline = outlines(this.url);
      this.notice = noticeOn(map);
      this.turn = 0;
      this.drawn = 0;
      this.follow = false;
      this.asked = null;
      this.popups = new mapapp.Popups(this);
      this.kind = mapapp.knowsLayer(options.layer) ? options.layer : "points";
      this.switch = mapapp.layerSwitch(map, (kind) => this.chooseLayer(kind));
      this.switch.set(this.kind);
      this.view = mapapp.inView(map, (box) => this.tellSeen(box), () => this.soon());
      this.showArea = mapapp.drawnArea(map, async (area) => {
        const found = await getJson(`${this.url}/drawn?${new URLSearchParams({ area })}`);
        return found.line;
      });
      this.showArea(this.query);
      map.on("moveend", () => {
        this.soon(WAIT);
        mapapp.writeAddress(map);
      });
      window.addEventListener("online", () => this.soon());
      mapapp.onScheme(() => this.soon());
      this.changes = mapapp.changes(`${this.url}/version`, (changed) => {
        this.soon();
        mapapp.tell({ changed });
      });
      this.soon();
    }

    // Once for all that changes together; while the map moves, when it rests.
    soon(wait = 0) {
      clearTimeout(this.timer);
      const turn = (this.waiting = {});
      const begin = () => turn === this.waiting && this.load();
      if (wait) this.timer = setTimeout(begin, wait);
      else queueMicrotask(begin); // a timer would come after all that the page around has to draw
    }

    address(path, more) {
      return `${this.url}/${path}?${[more, this.query].filter(Boolean).join("&")}`;
    }

    get(address, signal) {
      return getJson(address, signal);
    }

    async load() {
      const turn = ++this.turn;
      this.running?.abort();
      this.running = new AbortController();
      const { kind } = this;
      const surface = kind !== "points";
      try {
        const answer = await getJson(this.asks(), this.running.signal);
        if (turn !== this.turn) return;
        if (surface) this.drawSurface(kind, answer);
        else this.draw(answer);
      } catch (error) {
        if (turn === this.turn && error.name !== "AbortError") this.notice(error.message, true);
      }
    }

    // What the layer needs of the server, where the map looks now.
    asks() {
      const zoom = Math.round(this.map.getZoom());
      const seen = `bbox=${boxOf(this.map)}&window=${this.view.counted()}`;
      if (this.kind === "points") return this.address("view", `z=${zoom}&${seen}`);
      if (this.kind === "tracks") return this.address("tracks", seen);
      if (!this.kind.startsWith("areas")) return this.address("hexagons", `z=${zoom + (this.kind === "heat")}&${seen}`);
      const measure = this.kind.split("-")[1] || "count";
      const near = zoom >= PROVINCES_FROM && measure !== "per100k"; // nobody tells how many live in a province
      return this.address("areas", `level=${near ? "province" : "country"}&measure=${measure}&${seen}`);
    }

    drawSurface(kind, answer) {
      const nothing = answer.tracks ? !answer.tracks.length : answer.total === 0;
      if (nothing && this.followTo(answer.elsewhere)) return;
      this.follow = false;
      const focused = this.focusedBadge();
      this.layer.clearLayers();
      const made = this.surfaceOf(kind, answer);
      this.layer.addLayer(made.layer);
      this.switch.explain(made.legend);
      if (focused) this.focusAgain(focused);
      const { total } = answer.in_view || answer;
      const everywhere = total ? ngettext("{n} incident", "{n} incidents", total) : _("No incidents");
      const inView = total ? ngettext("{n} incident in view", "{n} incidents in view", total) : _("No incidents in view");
      this.notice(kind.startsWith("areas") ? everywhere : inView);
      const { used, left_out } = answer;
      window.__incidents = { total, used, left_out, layer: kind, drawn: ++this.drawn };
    }

    surfaceOf(kind, answer) {
      const { surface } = mapapp;
      if (kind === "tracks") {
        const open = (row, at, byKey) => {
          if (row.n === 1) this.choose(row.id, at, byKey);
          else this.popups.list(at, row, _("From {start} to {end}", { start: row.start_name, end: row.end_name }), byKey);
        };
        return mapapp.trackLayer(this.map, answer, this.palette, this.renderers.points, open);
      }
      if (kind.startsWith("areas")) return surface.areaLayer(this.map, answer, this.outline, this.renderers.areas);
      return surface.hexagonLayer(this.map, answer, kind);
    }

    focusedBadge() {
      return document.activeElement?.closest?.(".mapapp-badge")?.getAttribute("aria-label");
    }

    chooseLayer(kind) {
      this.setLayer(kind);
      mapapp.tellLook("layer", kind, "points");
    }

    setLayer(kind) {
      if (kind === this.kind || !mapapp.knowsLayer(kind)) return;
      this.kind = kind;
      this.switch.set(kind);
      this.soon();
    }

    // After a change of filter the map goes to what is left, if nothing of it is in view.
    followTo(box) {
      if (!box || !this.follow) return false;
      this.follow = false;
      this.map.fitBounds([[box.south, box.west], [box.north, box.east]], { maxZoom: 9, padding: [40, 40] });
      return true;
    }

    draw(answer) {
      if (answer.total === 0 && this.followTo(answer.elsewhere)) return;
      this.follow = false;
      const focused = this.focusedBadge();
      this.layer.clearLayers();
      this.switch.explain(null);
      for (const row of answer.areas) this.drawArea(row);
      for (const row of answer.clusters) this.drawCluster(row);
      for (const row of answer.points) this.drawPoint(row);
      if (focused) this.focusAgain(focused);
      const counted = answer.in_view || answer;
      this.notice(counted.total ? this.inView(counted) : this.around(answer.total));
      const { length: points } = answer.points;
      const { length: clusters } = answer.clusters;
      const { length: areas } = answer.areas;
      window.__incidents = { total: counted.total, points, clusters, areas, drawn: ++this.drawn };
    }

    inView({ total, reports }) {
      const incidents = ngettext("{n} incident", "{n} incidents", total);
      if (typeof reports !== "number") return _("{incidents} in view", { incidents });
      const told = { incidents, reports: ngettext("from {n} report", "from {n} reports", reports) };
      return _("{incidents} {reports} in view", told);
    }

    around(total) {
      return total ? ngettext("No incidents in view, {n} around", "No incidents in view, {n} around", total) : _("No incidents in view");
    }

    focusAgain(label) {
      const badges = [...this.map.getContainer().querySelectorAll(".mapapp-badge")];
      const same = badges.find((badge) => badge.getAttribute("aria-label") === label);
      (same || this.map.getContainer()).focus({ preventScroll: true });
    }

    drawPoint(row) {
      const at = nearby(this.map, row);
      const mark =
        row.n > 1
          ? mapapp.marks.stack(this.palette, at, row, (byKey) => this.popups.list(at, row, null, byKey))
          : mapapp.marks.point(this.palette, at, row, this.renderers.points, () => this.choose(row.ids[0], at));
      this.layer.addLayer(mark);
    }

    // A click zooms to what the cluster holds; where no zoom takes it apart, its incidents open as a list.
    drawCluster(row) {
      const at = nearby(this.map, row);
      const act = (byKey) => {
        const zoom = this.map.getZoom();
        const last = this.map.getMaxZoom();
        if (row.splits === false || zoom >= last) this.popups.list(at, row, row.box ? here() : null, byKey);
        else if (row.box) mapapp.goTo(this.map, at, Math.min(last, Math.max(zoom + 1, this.zoomFor(row))));
        else mapapp.goTo(this.map, at, Math.min(last, zoom + 2));
      };
      this.layer.addLayer(mapapp.marks.cluster(this.palette, at, row, act));
    }

    // The nearest zoom that shows all of a cluster, and not more than four steps on.
    zoomFor(row) {
      const [west, south, east, north] = row.box;
      const whole = this.map.getBoundsZoom([[south, west], [north, east]], false, L.point(80, 80));
      return Math.min(whole, this.map.getZoom() + 4);
    }

    async drawArea(row) {
      const at = nearby(this.map, row);
      const act = (byKey) => {
        if (row.n === 1) this.choose(row.ids[0], at, byKey);
        else this.popups.list(at, row, row.name, byKey);
      };
      const turn = this.turn;
      const isNamed = this.map.getZoom() >= NAMED_AREAS_FROM;
      this.layer.addLayer(mapapp.marks.areaBadge(this.palette, at, row, isNamed, act));
      const outline = row.circle ? null : await this.outline(row.place_id);
      if (turn !== this.turn) return;
      const style = { ...mapapp.marks.areaStyle(this.palette, row), renderer: this.renderers.areas };
      const shift = at.lng - row.lon;
      const place = ([longitude, latitude]) => L.latLng(latitude, longitude + shift);
      const shape = outline
        ? L.geoJSON(outline, { style: () => style, interactive: false, coordsToLatLng: place })
        : L.circle(at, { ...style, radius: row.radius_km * 1000 });
      this.layer.addLayer(shape);
    }

    // The reader chose one: show it, and tell Python, if it listens.
    choose(id, at, byKey, back) {
      this.asked = id;
      this.popups.incident(id, at, { byKey, back });
      mapapp.tell({ selected: id });
    }

    // The page around is drawn of this version.
    setVersion(version) {
      if (this.changes.drawn(version)) this.soon();
    }

    // The reader wants to count in this box only ("" for everywhere): Python keeps it in the link.
    tellSeen(box) {
      mapapp.tell({ seen: box });
    }

    setQuery(query, follow = true) {
      for (const wait of ADDRESS_AGAIN) setTimeout(() => mapapp.writeAddress(this.map), wait);
      if (query === this.query) return;
      this.query = query;
      this.showArea(query);
      this.follow = follow && !this.view.isOn();
      this.map.closePopup();
      this.soon();
    }

    // Show an incident that was chosen elsewhere; once, so that a popup closed by the reader stays closed.
    select(id, latitude, longitude) {
      if (id === this.asked) return;
      this.open(id, latitude, longitude);
    }

    open(id, latitude, longitude) {
      this.asked = id;
      const told = typeof latitude === "number" && typeof longitude === "number";
      this.popups.incident(id, told ? nearby(this.map, { lat: latitude, lon: longitude }) : null, { travel: true });
    }
  }

  // options: {url, query, palette: {groups, statuses}}: constants of ours. Answers the Leaflet layer.
  mapapp.incidentLayer = function (map, options) {
    const incidents = new Incidents(map, options);
    mapapp.legend(options.palette).addTo(map);
    window.incidentLayer = {
      setLayer: mapapp.ifHeard((kind) => incidents.setLayer(kind)),
      setSeen: mapapp.ifHeard((box) => incidents.view.set(box)),
      setVersion: (version) => incidents.setVersion(version),
      setQuery: (query, follow) => incidents.setQuery(query, follow),
      select: mapapp.ifHeard((id, latitude, longitude) => incidents.select(id, latitude, longitude)),
      open: (id, latitude, longitude) => incidents.open(id, latitude, longitude),
      tell: (value) => mapapp.tell(value),
    };
    return incidents.layer;
  };
  mapapp.nearby = nearby;
  mapapp.boxOf = boxOf;
})();
