// The map on a page of its own, without Streamlit. Its settings are data in the page, never script.
(function () {
  "use strict";
  const { mapapp } = window;
  const page = document.body.dataset;
  const settings = JSON.parse(page.settings);
  mapapp.speak(settings.words);
  const map = L.map("map", { ...settings.map, preferCanvas: true, worldCopyJump: true, ...mapapp.motion() });
  mapapp.startView(map, JSON.parse(page.bounds), true, page.place);
  mapapp.ground(map, settings.basemap).addTo(map);
  mapapp.incidentLayer(map, settings.incidents).addTo(map);
  // On paper: the map as wide as a page, and its legend below it.
  const PAPER_PX = 690;
  const measure = () => {
    const { x, y } = map.getSize();
    const style = document.documentElement.style;
    style.setProperty("--map-width", `${x}px`);
    style.setProperty("--map-height", `${y}px`);
    style.setProperty("--print-zoom", Math.min(1, PAPER_PX / x));
  };
  map.on("resize", measure);
  measure();
  const legend = document.querySelector(".mapapp-legend").cloneNode(true);
  legend.open = true;
  document.getElementById("printed").append(legend);
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
