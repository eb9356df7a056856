// The one popup of the map. It belongs to the map, never to a marker: markers are drawn anew at each move.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const CLOSE_ZOOM = 8; // where an incident chosen in the table is shown, if the map is further out

  const METRE = 1e-5; // degrees, about: the least box that is asked for

  // What is asked of a mark: a point, an area around it, a cluster's box, or a line from where to where.
  function spotOf(row) {
    if (row.start) return `track=${[...row.start, ...row.end].join(",")}`;
    if (row.box) {
      const [west, south, east, north] = row.box;
      return `bbox=${[west, south - METRE, east, north + METRE].map((degrees) => degrees.toFixed(5)).join(",")}`;
    }
    const area = row.place_id === undefined ? "" : `&radius=${row.radius_km}`;
    return `lat=${row.lat}&lon=${row.lon}${area}`;
  }

  mapapp.Popups = class {
    constructor(incidents) {
      this.incidents = incidents;
      this.map = incidents.map;
      this.turn = 0;
      const reading = (is) => () => this.map.getContainer().classList.toggle("mapapp-reading", is);
      this.map.on({ popupopen: reading(true), popupclose: reading(false) }); // a small screen hides what is in the way
    }

    // Open an empty popup at once; answers the function which fills it, if it is still wanted then.
    begin(at, byKey) {
      const turn = ++this.turn;
      const width = Math.max(180, Math.min(350, this.map.getSize().x - 70));
      const height = Math.max(140, Math.min(460, this.map.getSize().y - 90));
      const popup = L.popup({ maxWidth: width, minWidth: Math.min(260, width), maxHeight: height, className: "mapapp" });
      popup.setLatLng(at).setContent(mapapp.popup.messageContent(mapapp._("Loading\u2026"))).openOn(this.map);
      const box = popup.getElement();
      box.setAttribute("role", "dialog");
      box.setAttribute("aria-label", mapapp._("Incident"));
      box.querySelector(".leaflet-popup-close-button")?.setAttribute("aria-label", mapapp._("Close popup"));
      box.addEventListener("keydown", (event) => {
        if (event.key !== "Escape") return;
        this.map.closePopup(popup);
        this.map.getContainer().focus({ preventScroll: true });
      });
      return (content) => {
        if (turn !== this.turn || !popup.isOpen()) return;
        popup.setContent(content);
        if (!byKey) return;
        content.tabIndex = -1;
        content.focus({ preventScroll: true });
      };
    }

    async incident(id, at, { byKey = false, back = null, travel = false } = {}) {
      const { incidents } = this;
      const turn = ++this.turn;
      let fill = at && !travel ? this.begin(at, byKey) : null;
      let content;
      let spot = at;
      try {
        const found = await incidents.get(`${incidents.url}/incidents/${encodeURIComponent(id)}`);
        content = mapapp.popup.incidentContent(incidents.palette, found, back);
        spot = at || this.spotOf(found);
      } catch (error) {
        content = mapapp.popup.messageContent(error.message);
      }
      if (!fill) {
        if (turn !== this.turn) return;
        if (spot) await this.travelTo(spot);
        fill = this.begin(spot || this.map.getCenter(), byKey);
      }
      fill(content);
    }

    spotOf(found) {
      const place = (found.places || []).find((row) => typeof row.lat === "number" && typeof row.lon === "number");
      return place ? mapapp.nearby(this.map, place) : null;
    }

    // Answers when the map is there.
    travelTo(at) {
      const { view } = this.incidents;
      if ((this.map.getZoom() >= 5 || view.isOn()) && this.map.getBounds().pad(-0.05).contains(at)) return Promise.resolve();
      view.hush();
      return new Promise((arrived) => {
        const given = setTimeout(arrived, 2500); // a hidden page runs no animation
        this.map.once("moveend", () => {
          clearTimeout(given);
          arrived();
        });
        mapapp.goTo(this.map, at, Math.max(this.map.getZoom(), CLOSE_ZOOM));
      });
    }

    // The incidents of one spot, one area or one cluster's box, a page at a time, in the order the reader wishes.
    list(at, row, heading, byKey, page = 1, order = "newest") {
      const fill = this.begin(at, byKey);
      const { incidents } = this;
      const show = async (wanted, wished, again) => {
        const spot = `${spotOf(row)}&page=${wanted}&order=${wished}`;
        try {
          const answer = await incidents.get(incidents.address("at", spot));
          const back = () => this.list(at, row, heading, true, answer.page, wished);
          const choose = (id) => incidents.choose(id, at, true, back);
          const turn = (to) => show(to, wished, false);
          const sorting = { order: wished, sort: (to) => show(1, to, true) };
          const content = mapapp.popup.listContent(incidents.palette, answer, heading, choose, turn, sorting);
          fill(content);
          if (again) content.querySelector("select")?.focus({ preventScroll: true });
        } catch (error) {
          fill(mapapp.popup.messageContent(error.message));
        }
      };
      show(page, order, false);
    }
  };
})();
