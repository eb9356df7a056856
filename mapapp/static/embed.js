// The map on a page of its own, without Streamlit. Its settings are data in the page, never script.
(function () {
  "use strict";
  const { mapapp } = window;
  const page = document.body.dataset;
  const settings = JSON.parse(page.settings);
  const map = L.map("map", { ...settings.map, preferCanvas: true, worldCopyJump: true, ...mapapp.motion() });
  mapapp.startView(map, JSON.parse(page.bounds), true);
  mapapp.basemap(settings.basemap).addTo(map);
  mapapp.incidentLayer(map, settings.incidents).addTo(map);
  const whole = document.getElementById("whole-map");
  // The whole map opens where this one looks.
  whole?.addEventListener("click", () => {
    whole.hash = window.location.hash;
  });
})();
