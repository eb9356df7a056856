// Countries and provinces coloured by a number. Their names come from a gazetteer: text, never markup.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const { _, ngettext } = mapapp;
  const { element } = mapapp.marks;
  const LABELS_APART = 46; // pixels: nearer labels would cover each other
  const titles = {
    country: {
      count: () => _("Incidents, by country"),
      killed: () => _("People killed, at least, by country"),
      per100k: () => _("Incidents per {n} people, by country", { n: 100000 }),
    },
    province: {
      count: () => _("Incidents, by province"),
      killed: () => _("People killed, at least, by province"),
      per100k: () => _("Incidents per {n} people, by province", { n: 100000 }),
    },
  };

  // "Syria: 41 incidents, 12 killed"
  function words(row, measure) {
    const told = { place: row.name, incidents: mapapp.marks.spoken(row.n, row.killed) };
    if (measure !== "per100k") return _("{place}: {incidents}", told);
    const rate = { figure: mapapp.surface.figure(row.value), people: 100000 };
    return _("{place}: {incidents}, {figure} per {people} people", { ...told, ...rate });
  }

  function label(row, at, measure, act) {
    const made = element("span", "mapapp-area-value");
    made.append(element("bdi", null, row.name), element("b", null, mapapp.surface.figure(row.value)));
    return mapapp.marks.badge(at, made, [0, 0], words(row, measure), act);
  }

  function restOfCountries({ more, unknown }) {
    return [
      more ? ngettext("{n} more country is not drawn: zoom in.", "{n} more countries are not drawn: zoom in.", more) : "",
      unknown ? ngettext("{n} country not coloured for this.", "{n} countries not coloured for this.", unknown) : "",
    ].filter(Boolean);
  }

  function restOfProvinces({ more, unknown }) {
    return [
      more ? ngettext("{n} more province is not drawn: zoom in.", "{n} more provinces are not drawn: zoom in.", more) : "",
      unknown ? ngettext("{n} province not coloured for this.", "{n} provinces not coloured for this.", unknown) : "",
    ].filter(Boolean);
  }

  function legendOf(answer, colours, most) {
    const n = answer.left_out;
    const sentences = [
      ngettext("{n} incident used, wherever the map looks.", "{n} incidents used, wherever the map looks.", answer.used),
    ];
    if (answer.level === "country" && answer.measure === "per100k")
      sentences.push(
        ngettext(
          "{n} left out: not known to a country, or not how many people live there.",
          "{n} left out: not known to a country, or not how many people live there.",
          n,
        ),
      );
    else if (answer.level === "country") sentences.push(ngettext("{n} left out: not known to a country.", "{n} left out: not known to a country.", n));
    else sentences.push(ngettext("{n} left out: not known to a province.", "{n} left out: not known to a province.", n));
    if (answer.level === "country") sentences.push(...restOfCountries(answer));
    else sentences.push(...restOfProvinces(answer));
    return mapapp.surface.surfaceLegend(titles[answer.level][answer.measure](), colours, most, sentences);
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
