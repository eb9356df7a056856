// Countries and provinces coloured by a number. Their names come from a gazetteer: text, never markup.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const { element, plural } = mapapp.marks;
  const LABELS_APART = 46; // pixels: nearer labels would cover each other
  const TITLES = { count: "Incidents", killed: "People killed, at least", per100k: "Incidents per 100,000 people" };
  const KNOWN_TO = { country: "a country", province: "a province" };
  const MANY = { country: "countries", province: "provinces" };

  // "Syria: 41 incidents, 12 killed"
  function words(row, measure) {
    const rate = measure === "per100k" ? `, ${mapapp.surface.figure(row.value)} per 100,000 people` : "";
    return `${row.name}: ${mapapp.marks.spoken(row.n, row.killed)}${rate}`;
  }

  function label(row, at, measure, act) {
    const made = element("span", "mapapp-area-value");
    made.append(element("bdi", null, row.name), element("b", null, mapapp.surface.figure(row.value)));
    return mapapp.marks.badge(at, made, [0, 0], words(row, measure), act);
  }

  function legendOf(answer, colours, most) {
    const lacks = answer.measure === "per100k" ? ", or not how many people live there" : "";
    const sentences = [
      `${plural(answer.used, "incident", "incidents")} used, wherever the map looks.`,
      `${answer.left_out.toLocaleString("en")} left out: not known to ${KNOWN_TO[answer.level]}${lacks}.`,
    ];
    if (answer.more) sentences.push(`${answer.more.toLocaleString("en")} more ${MANY[answer.level]} are not drawn: zoom in.`);
    if (answer.unknown) sentences.push(`${answer.unknown.toLocaleString("en")} ${MANY[answer.level]} not coloured for this.`);
    return mapapp.surface.surfaceLegend(`${TITLES[answer.measure]}, by ${answer.level}`, colours, most, sentences);
  }

  // What the route of areas answers: {layer, legend}. `outline(place_id)` answers a GeoJSON geometry or null.
  function areaLayer(map, answer, outline, renderer) {
    const values = answer.areas.map((row) => row.value);
    const most = Math.max(0, ...values);
    const colours = mapapp.surface.scale(values);
    const layer = L.featureGroup();
    const taken = [];
    for (const row of answer.areas) {
      const at = mapapp.nearby(map, row);
      const shift = at.lng - row.lon;
      const found = outline(row.place_id);
      const act = async () => {
        const shape = await found;
        const bounds = shape ? L.geoJSON(shape).getBounds() : L.latLng(at).toBounds(row.radius_km * 2000);
        map.setView(at, Math.min(map.getMaxZoom(), Math.max(map.getZoom() + 1, map.getBoundsZoom(bounds))));
      };
      const fill = row.value > 0 ? colours.of(row.value).colour : "transparent";
      const style = { color: mapapp.surface.edge(), weight: 1, fillColor: fill, fillOpacity: 0.72, renderer, interactive: false };
      found.then((shape) => {
        const place = ([longitude, latitude]) => L.latLng(latitude, longitude + shift);
        const drawn = shape
          ? L.geoJSON(shape, { style: () => style, interactive: false, coordsToLatLng: place })
          : L.circle(at, { ...style, radius: row.radius_km * 1000 });
        layer.addLayer(drawn);
      });
      const pixel = map.latLngToContainerPoint(at);
      if (taken.some((other) => other.distanceTo(pixel) < LABELS_APART)) continue;
      taken.push(pixel);
      layer.addLayer(label(row, at, answer.measure, act));
    }
    return { layer, legend: legendOf(answer, colours, most) };
  }

  mapapp.surface.areaLayer = areaLayer;
})();
