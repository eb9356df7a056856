// The area of a link's filter as a line on the map. The server says where the line runs, so that it is the filter's own.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const STYLE = { color: "#0b5794", weight: 2.5, dashArray: "8 5", fillColor: "#0b5794", fillOpacity: 0.06 };
  const TURNS = [-360, 0, 360]; // degrees: the copies of the world beside each other

  mapapp.areaStyle = { ...STYLE, interactive: false };

  // `ask(area)` answers its closed line as [[longitude, latitude], …], or null. Answers show(query).
  mapapp.drawnArea = function (map, ask) {
    const pane = map.createPane("mapapp-drawn");
    pane.style.zIndex = 360;
    pane.style.pointerEvents = "none";
    const renderer = L.svg({ pane: "mapapp-drawn", padding: 0.5 });
    const layer = L.layerGroup().addTo(map);
    let shown = null;

    function draw(line) {
      layer.clearLayers();
      for (const turn of line ? TURNS : []) {
        const corners = line.map(([longitude, latitude]) => [latitude, longitude + turn]);
        layer.addLayer(L.polygon(corners, { ...mapapp.areaStyle, renderer }));
      }
      map.fire("mapapp:area", { area: shown });
    }

    return async (query) => {
      const areas = new URLSearchParams(query).getAll("area");
      const area = areas.length === 1 ? areas[0] : null;
      if (area === shown) return;
      shown = area;
      const line = area === null ? null : await ask(area).catch(() => null);
      if (shown === area) draw(line);
    };
  };
})();
