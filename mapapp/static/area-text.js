// A drawn area as a link says it: "box:35,32,43,38", "circle:37.16,36.2,50", "polygon:35,32,43,32,39,38".
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const WIDEST_KM = 5000;
  const LONGEST_LINE = 120; // degrees: the filter takes each line the short way round, so longer ones are cut in parts

  // As exact as the map shows it: a tenth of a pixel, a metre at best.
  function written(map, degrees) {
    const pixel = 360 / (256 * 2 ** map.getZoom());
    const decimals = Math.min(5, Math.max(1, Math.ceil(-Math.log10(pixel)) + 1));
    return +degrees.toFixed(decimals);
  }

  function wrapped(longitude) {
    return longitude - 360 * Math.floor((longitude + 180) / 360);
  }

  function clamped(latitude) {
    return Math.max(-90, Math.min(90, latitude));
  }

  function boxText(map, bounds) {
    const whole = bounds.getEast() - bounds.getWest() >= 360;
    const west = whole ? -180 : wrapped(bounds.getWest());
    const east = whole ? 180 : wrapped(bounds.getEast());
    const edges = [west, clamped(bounds.getSouth()), east, clamped(bounds.getNorth())];
    return `box:${edges.map((degrees) => written(map, degrees)).join(",")}`;
  }

  function radiusKm(map, [middle, edge]) {
    return Math.min(WIDEST_KM, Math.max(0.01, map.distance(middle, edge) / 1000));
  }

  // With corners between on very long lines, around the world once: the westernmost lies from -180 to 180.
  function running(corners) {
    const all = corners.flatMap((at, place) => {
      const next = corners[(place + 1) % corners.length];
      const parts = Math.ceil(Math.abs(next.lng - at.lng) / LONGEST_LINE) || 1;
      const part = (step) => [at.lng + ((next.lng - at.lng) * step) / parts, at.lat + ((next.lat - at.lat) * step) / parts];
      return Array.from({ length: parts }, (_, step) => part(step));
    });
    const west = Math.min(...all.map(([longitude]) => longitude));
    return all.map(([longitude, latitude]) => [longitude - west + wrapped(west), clamped(latitude)]);
  }

  mapapp.areaText = {
    radiusKm,
    shown: (map) => boxText(map, map.getBounds()),
    box: (map, corners) => boxText(map, L.latLngBounds(corners)),
    circle: (map, corners) => {
      const [middle] = corners;
      const at = [wrapped(middle.lng), clamped(middle.lat)].map((degrees) => written(map, degrees));
      return `circle:${[...at, +radiusKm(map, corners).toPrecision(3)].join(",")}`;
    },
    polygon: (map, corners) => `polygon:${running(corners).flat().map((degrees) => written(map, degrees)).join(",")}`,
  };
})();
