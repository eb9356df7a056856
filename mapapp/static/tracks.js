// Movements: lines from where to where, bent to the right of their way and pointed at their end. Names are text only.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const { _, ngettext, number } = mapapp;
  const { element } = mapapp.marks;
  const BEND = 0.16; // of the line's length: there and back are two lines
  const STEPS = 24; // straight pieces of a bent line
  const SHORTEST = 14; // pixels: a shorter line is only its badge
  const WIDTHS = [2, 3.5, 5, 7]; // pixels, from few incidents to many
  const FINGER = 14; // pixels: so wide a line is to a click
  const SIDE = 0.32; // of the arrow: half its width by its length
  const BADGES_APART = 30; // pixels: of lines too short to draw, nearer than this, only that of most incidents has a badge
  const DASHES = { dashed: "7 6", dotted: "2 6", open: "12 5", faded: "1 4" };

  // How wide a line of n incidents is among lines of at most `most`.
  function widthOf(n, most) {
    const step = most > 1 ? (Math.log(n) / Math.log(most)) * (WIDTHS.length - 1) : 0;
    return WIDTHS[Math.round(step)];
  }

  // Both ends in one copy of the world, the short way around, as near to the middle of the map as can be.
  function ends(map, row) {
    const [south, west] = row.start;
    const way = ((((row.end[1] - west + 180) % 360) + 360) % 360) - 180;
    const turns = Math.round((map.getCenter().lng - (west + way / 2)) / 360);
    return [L.latLng(south, west + 360 * turns), L.latLng(row.end[0], west + way + 360 * turns)];
  }

  // The curve in pixels of the current zoom: [points, where its middle is].
  function curve(from, to) {
    const along = to.subtract(from);
    const bend = from.add(to).divideBy(2).add(L.point(-along.y, along.x).multiplyBy(BEND));
    const at = (t) => from.multiplyBy((1 - t) ** 2).add(bend.multiplyBy(2 * t * (1 - t))).add(to.multiplyBy(t ** 2));
    return [Array.from({ length: STEPS + 1 }, (nothing, step) => at(step / STEPS)), at(0.5)];
  }

  // A triangle whose point is the end of the line.
  function arrowhead(points, size) {
    const tip = points[STEPS];
    const back = points[STEPS - 2].subtract(tip);
    const length = Math.hypot(back.x, back.y) || 1;
    const unit = back.divideBy(length);
    const base = tip.add(unit.multiplyBy(size));
    const side = L.point(-unit.y, unit.x).multiplyBy(size * SIDE);
    return [tip, base.add(side), base.subtract(side)];
  }

  // "Aleppo to Idlib: 3 incidents"
  function words(row) {
    const ends = { start: row.start_name, end: row.end_name };
    return ngettext("{start} to {end}: {n} incident", "{start} to {end}: {n} incidents", row.n, ends);
  }

  function drawn(map, palette, row, most, renderer, act) {
    const zoom = map.getZoom();
    const [from, to] = ends(map, row).map((at) => map.project(at, zoom));
    const [points, middle] = curve(from, to);
    const back = (point) => map.unproject(point, zoom);
    const colour = mapapp.marks.onGround(mapapp.marks.groupOf(palette, row.type).colour);
    const weight = widthOf(row.n, most);
    const { mark } = mapapp.marks.statusOf(palette, row.status);
    const shapes = [];
    if (from.distanceTo(to) >= SHORTEST) {
      const halo = { renderer, color: mapapp.isDark() ? "#15191b" : "#ffffff", weight: weight + 3, opacity: 0.6 };
      const style = { renderer, color: colour, weight, opacity: 0.9, dashArray: DASHES[mark] || null, smoothFactor: 0.2 };
      const head = { renderer, color: colour, weight: 1, fillColor: mark === "solid" ? colour : "#ffffff", fillOpacity: 1 };
      const tip = arrowhead(points, 9 + 2 * weight);
      shapes.push(
        L.polyline(points.map(back), { ...halo, smoothFactor: 0.2, interactive: false }),
        L.polyline(points.map(back), { ...style, interactive: false }),
        L.polyline(points.map(back), { renderer, weight: FINGER, opacity: 0 }).on("click", () => act(false)),
        L.circleMarker(back(from), { ...head, radius: 2 + weight / 2, fillColor: "#ffffff", weight: 1.5, interactive: false }),
        L.polygon(tip.map(back), head).on("click", () => act(false)),
      );
    }
    return { shapes, at: back(middle), pixel: middle };
  }

  function badgeOf(row, at, act) {
    const made = element("span", "mapapp-track-count", number(row.n));
    return mapapp.marks.badge(at, made, [24, 20], words(row), act);
  }

  // Lines of the legend, in words and in widths.
  function legendOf(answer, most, hidden) {
    const rows = (most > 1 ? [1, most] : most ? [1] : []).map((n) => {
      const swatch = element("span", "mapapp-track-swatch");
      swatch.style.setProperty("--weight", `${widthOf(n, most)}px`);
      return [swatch, ngettext("{n} incident", "{n} incidents", n)];
    });
    const { used, here, left_out, total } = answer;
    const sentences = [
      _("From the ring to the arrow."),
      ngettext("{n} incident has both ends, {here} in view.", "{n} incidents have both ends, {here} in view.", used, { here }),
      _("{left_out} of the {total} filtered left out: without both ends.", { left_out, total }),
    ];
    if (hidden) {
      sentences.push(
        ngettext("{n} line of few incidents is not drawn: zoom in.", "{n} lines of few incidents are not drawn: zoom in.", hidden),
      );
    }
    return mapapp.surface.legendBox(_("Movements"), rows, sentences);
  }

  // What the route of tracks answers: {layer, legend}. `open(row, at, byKey)` opens what a line stands for.
  mapapp.trackLayer = function (map, answer, palette, renderer, open) {
    const layer = L.featureGroup();
    const most = Math.max(0, ...answer.tracks.map((row) => row.n));
    const taken = [];
    const made = answer.tracks.map((row) => {
      const one = drawn(map, palette, row, most, renderer, (byKey) => open(row, one.at, byKey));
      return { row, one };
    });
    for (const { one } of [...made].reverse()) for (const shape of one.shapes) layer.addLayer(shape); // most on top
    let hidden = answer.more;
    for (const { row, one } of made) {
      const near = (other) => other.distanceTo(one.pixel) < BADGES_APART;
      if (!one.shapes.length && taken.some(near)) {
        hidden += 1;
        continue;
      }
      taken.push(one.pixel);
      layer.addLayer(badgeOf(row, one.at, (byKey) => open(row, one.at, byKey)));
    }
    return { layer, legend: legendOf(answer, most, hidden) };
  };
})();
