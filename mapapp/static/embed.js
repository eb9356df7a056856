// The map on a page of its own, without Streamlit. Its settings are data in the page, never script.
(function () {
  "use strict";
  const { mapapp } = window;
  const page = document.body.dataset;
  const settings = JSON.parse(page.settings);
  const map = L.map("map", { ...settings.map, preferCanvas: true, worldCopyJump: true, ...mapapp.motion() });
  mapapp.startView(map, JSON.parse(page.bounds), true, page.place);
  mapapp.ground(map, settings.basemap).addTo(map);
  mapapp.incidentLayer(map, settings.incidents).addTo(map);
  const whole = document.getElementById("whole-map");
  // The whole map opens where this one looks, and as this one draws.
  whole?.addEventListener("click", () => {
    const shown = new URLSearchParams(whole.search);
    const here = new URLSearchParams(window.location.search);
    for (const key of mapapp.chosenHere) {
      if (here.has(key)) shown.set(key, here.get(key));
      else shown.delete(key);
    }
    whole.search = shown.size ? `?${shown}` : "";
    whole.hash = window.location.hash;
  });
})();
