// Where the map looks: at the start, and in the address (#map=zoom/latitude/longitude).
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const PLACES_OF_DEGREE = 4;
  const PATTERN = /[#&]map=(\d{1,2}(?:\.\d+)?)\/(-?\d{1,2}(?:\.\d+)?)\/(-?\d{1,3}(?:\.\d+)?)/;

  // The window whose address the reader sees: the page around our frame, where we may touch it.
  function addressed() {
    if (document.body.dataset.embed !== undefined) return window; // the frame's own: the page around it is another's
    try {
      void window.parent.location.hash;
      return window.parent;
    } catch {
      return window;
    }
  }

  const isCalm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  // Leaflet options for readers who want no motion.
  mapapp.motion = () =>
    isCalm() ? { zoomAnimation: false, fadeAnimation: false, markerZoomAnimation: false, inertia: false } : {};

  mapapp.goTo = function (map, at, zoom) {
    if (isCalm()) map.setView(at, zoom, { animate: false });
    else map.flyTo(at, zoom, { duration: 0.45 });
  };

  // What a map wrote last, else the address as it was opened: where Python has written it anew since, the part behind #
  // is gone, and a map may be gone before it has written anything.
  function lastKnown() {
    const page = addressed();
    return page.mapappWritten || page.performance.getEntriesByType("navigation")[0]?.name || "";
  }

  function wanted(place) {
    const found =
      PATTERN.exec(addressed().location.hash) || PATTERN.exec(lastKnown()) || PATTERN.exec(`#map=${place || ""}`);
    if (!found) return null;
    const [zoom, latitude, longitude] = found.slice(1).map(Number);
    return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { zoom, latitude, longitude } : null;
  }

  // Leaflet's own buttons have English names.
  function nameZoom({ zoomControl }) {
    if (!zoomControl) return;
    for (const [part, name] of [["_zoomInButton", mapapp._("Zoom in")], ["_zoomOutButton", mapapp._("Zoom out")]]) {
      zoomControl[part].title = name;
      zoomControl[part].setAttribute("aria-label", name);
    }
  }

  // The address decides; without it the place ("zoom/latitude/longitude"), or the bounds ([[south, west], [north, east]]
  // or null), if they are given.
  mapapp.startView = function (map, bounds, addressed, place) {
    map.hasAddress = addressed;
    nameZoom(map);
    const view = addressed ? wanted(place) : null;
    if (view) map.setView([view.latitude, view.longitude], view.zoom, { animate: false });
    else if (bounds) map.fitBounds(bounds, { maxZoom: 9, padding: [30, 30], animate: false });
    map.attributionControl?.setPrefix(false);
  };

  // Keep the address in step with the map, without a new entry in the history.
  mapapp.writeAddress = function (map) {
    if (map.hasAddress === false) return;
    const target = addressed();
    const at = map.getCenter().wrap();
    const zoom = +map.getZoom().toFixed(2);
    const hash = `#map=${zoom}/${at.lat.toFixed(PLACES_OF_DEGREE)}/${at.lng.toFixed(PLACES_OF_DEGREE)}`;
    target.mapappWritten = hash;
    if (target.location.hash === hash) return;
    const { pathname, search } = target.location;
    target.history.replaceState(target.history.state, "", pathname + search + hash);
  };

  // Dark or light: as Streamlit's page says it, else as the browser likes it.
  const liked = window.matchMedia("(prefers-color-scheme: dark)");
  const listeners = [];
  const root = document.documentElement;
  const toldAll = () => listeners.forEach((listener) => listener(mapapp.isDark()));
  mapapp.isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : liked.matches);
  mapapp.onScheme = (listener) => listeners.push(listener);
  mapapp.setScheme = function (scheme) {
    const before = mapapp.isDark();
    if (scheme) root.dataset.scheme = scheme;
    else delete root.dataset.scheme;
    if (mapapp.isDark() !== before) toldAll();
  };
  liked.addEventListener("change", () => root.dataset.scheme || toldAll());

  // Paper cannot be pressed: the legend is open on it.
  window.addEventListener("beforeprint", () => {
    for (const legend of document.querySelectorAll("details.mapapp-legend:not([open])")) {
      legend.open = true;
      window.addEventListener("afterprint", () => (legend.open = false), { once: true });
    }
  });

  // Tell Python, if it listens. Streamlit passes on no value twice: the number makes the same choice a new one. By the
  // clock, that of a new frame is later than those of the frame before.
  let told = 0;
  mapapp.tell = function (value) {
    if (!window.Streamlit) return;
    told = Math.max(Date.now(), told + 1);
    window.Streamlit.setComponentValue({ ...value, choice: told });
  };

  // What Python answers before it has heard the last choice would throw the reader back to an earlier one.
  let heard = 0;
  mapapp.setHeard = (choice) => (heard = choice);
  mapapp.ifHeard = (show) => (...given) => heard < told || show(...given);

  // The reader chose another look: Python, if it listens, keeps it in the link, else this page does.
  mapapp.tellLook = function (key, value, usual) {
    if (window.Streamlit) mapapp.tell({ [key]: value });
    else mapapp.writeLook(key, value, usual);
  };

  mapapp.chosenHere = new Set(); // keys of the link

  // On a page of our own the address keeps what the reader chose; what is as usual is left out.
  mapapp.writeLook = function (key, value, usual) {
    const { pathname, search, hash } = window.location;
    const query = new URLSearchParams(search);
    if (value === usual) query.delete(key);
    else query.set(key, value);
    mapapp.chosenHere.add(key);
    window.history.replaceState(window.history.state, "", pathname + (query.size ? `?${query}` : "") + hash);
  };
})();
