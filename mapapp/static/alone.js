// The map in one file: everything it draws stands in this page, and it asks nobody for anything.
// Report text comes from JSON blocks and enters the page as text nodes only.
(function () {
  "use strict";
  const CELL_PX = 72;
  const PAGE = 25;
  const AREAS = new Set(["admin-1", "admin-2", "admin-3", "region"]);
  const NAMED_FROM = 6; // zoom from which an area's badge holds its name
  const marks = mapapp.marks;
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  mapapp.speak(read("words"));
  const { _ } = mapapp;
  const { about, palette, bounds, basemap } = read("about");
  const incidents = read("incidents");
  const tiles = read("tiles");
  const byId = new Map(incidents.map((row) => [row.id, row]));
  const panel = document.getElementById("panel");

  // What protomaps-leaflet asks of a PMTiles file, answered from this page.
  const source = {
    async getZxy(z, x, y) {
      const packed = tiles[`${z}/${x}/${y}`];
      if (!packed) return undefined;
      const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
      const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
      return { data: await new Response(stream).arrayBuffer() };
    },
  };

  const map = L.map("map", { minZoom: 1, maxZoom: 14, preferCanvas: true, ...mapapp.motion() });
  mapapp.startView(map, bounds, false);
  if (!bounds) map.setView([24, 15], 2);
  mapapp.basemap({ ...basemap, url: source, dark: mapapp.isDark() }).addTo(map);
  mapapp.legend(palette).addTo(map);
  const layer = L.layerGroup().addTo(map);
  const renderer = marks.hatchCanvas({ padding: 0.3 }).addTo(map);

  // Every place that is drawn, in the copy of the world where the others are.
  const middle = bounds ? (bounds[0][1] + bounds[1][1]) / 2 : 0;
  const spots = [];
  for (const row of incidents) {
    for (const place of row.places) {
      if (place.kind === "country") continue;
      const lon = place.lon + 360 * Math.round((middle - place.lon) / 360);
      const at = L.CRS.EPSG3857.latLngToPoint(L.latLng(place.lat, lon), 0);
      spots.push({ row, place, lat: place.lat, lon, x: at.x, y: at.y });
    }
  }

  const distinct = (group) => [...new Set(group.map((spot) => spot.row))];
  const killedOf = (rows) => rows.reduce((sum, row) => sum + (row.counted ? row.killed || 0 : 0), 0);
  const keyOf = (spot) => (AREAS.has(spot.place.kind) || spot.place.described ? "area " : "") + `${spot.lat} ${spot.lon}`;

  function grouped(items, key) {
    const groups = new Map();
    for (const item of items) {
      const name = key(item);
      if (!groups.has(name)) groups.set(name, []);
      groups.get(name).push(item);
    }
    return [...groups.values()];
  }

  function commonest(rows, field) {
    const counts = grouped(rows, (row) => row[field]).sort((a, b) => b.length - a.length);
    return counts[0][0][field];
  }

  function drawSpot(group) {
    const rows = distinct(group);
    const { place, lat, lon } = group[0];
    const told = { n: rows.length, type: commonest(rows, "type"), status: commonest(rows, "status"), killed: killedOf(rows) };
    const act = () => (rows.length === 1 ? showOne(rows[0].id, null) : showList(rows, 1, place.name));
    if (AREAS.has(place.kind) || place.described) {
      const area = { ...told, name: place.name, circle: place.described };
      L.circle([lat, lon], { ...marks.areaStyle(palette, area), radius: place.radius_km * 1000, renderer }).addTo(layer);
      marks.areaBadge(palette, [lat, lon], area, map.getZoom() >= NAMED_FROM, act).addTo(layer);
    } else if (rows.length === 1) marks.point(palette, [lat, lon], told, renderer, act).addTo(layer);
    else marks.stack(palette, [lat, lon], told, act).addTo(layer);
    return rows.length;
  }

  function drawCluster(group, rows) {
    const at = [group.reduce((sum, s) => sum + s.lat, 0) / group.length, group.reduce((sum, s) => sum + s.lon, 0) / group.length];
    const types = {};
    for (const row of rows) {
      const code = row.type.split(".")[0];
      types[code] = (types[code] || 0) + 1;
    }
    const act = () => {
      if (map.getZoom() >= map.getMaxZoom()) showList(rows, 1, _("Here"));
      else map.fitBounds(L.latLngBounds(group.map((s) => [s.lat, s.lon])), { padding: [40, 40], maxZoom: map.getZoom() + 3 });
    };
    marks.cluster(palette, at, { n: rows.length, types, killed: killedOf(rows) }, act).addTo(layer);
    return rows.length;
  }

  function draw() {
    const scale = 2 ** map.getZoom();
    const seen = map.getPixelBounds().pad(0.3);
    const shown = spots.filter((spot) => seen.contains([spot.x * scale, spot.y * scale]));
    const cell = (spot) => `${Math.floor((spot.x * scale) / CELL_PX)} ${Math.floor((spot.y * scale) / CELL_PX)}`;
    layer.clearLayers();
    const drawn = grouped(shown, cell).map((group) => {
      const same = grouped(group, keyOf);
      return same.length === 1 ? drawSpot(group) : drawCluster(group, distinct(group));
    });
    window.__alone = { marks: drawn.length, counted: drawn.reduce((a, b) => a + b, 0), incidents: incidents.length };
  }

  function show(content) {
    panel.replaceChildren(content);
    panel.scrollTop = 0;
  }

  function showOne(id, back) {
    const row = byId.get(id);
    show(mapapp.popup.incidentContent(palette, row, back || (() => showList(incidents, 1, _("Incidents")))));
    const spot = spots.find((one) => one.row === row);
    if (spot && !map.getBounds().contains([spot.lat, spot.lon])) map.panTo([spot.lat, spot.lon]);
  }

  function showList(rows, page, heading) {
    const pages = Math.max(1, Math.ceil(rows.length / PAGE));
    const some = rows.slice((page - 1) * PAGE, page * PAGE);
    const again = () => showList(rows, page, heading);
    const answer = { total: rows.length, page, pages, incidents: some };
    show(mapapp.popup.listContent(palette, answer, heading, (id) => showOne(id, again), (to) => showList(rows, to, heading)));
  }

  function tell() {
    const list = document.getElementById("told");
    for (const [name, text] of about) {
      const value = marks.element("dd", null, text);
      value.dir = "auto";
      list.append(marks.element("dt", null, name), value);
    }
  }

  tell();
  showList(incidents, 1, _("Incidents"));
  map.on("moveend", draw);
  draw();
})();
