// "Only what is in view": the switch on the map, and the box that the page around counts in.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const SETTLED = 700; // milliseconds after the last move: then the page around counts anew

  const ROUNDING = 6; // pixels

  function switchOn(map, changed) {
    const { element } = mapapp.marks;
    const control = L.control({ position: "topright" });
    const box = element("label", "mapapp-layers mapapp-in-view");
    const tick = element("input");
    const only = mapapp._("Only what is in view");
    tick.type = "checkbox";
    tick.addEventListener("change", () => changed(tick.checked));
    box.append(tick, ` ${only}`);
    L.DomEvent.disableClickPropagation(box);
    control.onAdd = () => box;
    control.addTo(map);
    return tick;
  }

  // The box as Leaflet draws it, on the copy of the world nearest to the centre.
  function cornersOf(map, box) {
    const [west, south, end, north] = box.split(",").map(Number);
    const east = end > west ? end : end + 360;
    const shift = 360 * Math.round((map.getCenter().lng - (west + east) / 2) / 360);
    return [[south, west + shift], [north, east + shift]];
  }

  // `tell(box)` asks the page around to count in a box; `recount()` asks the layer for its own number.
  mapapp.inView = function (map, tell, recount) {
    let tick = null; // only where the page around listens
    let counted = null; // "west,south,east,north"; null while everything counts
    let told = null;
    let hushed = false;
    let timer;
    let size = map.getSize();
    const looks = { className: "mapapp-counted", color: "#45525a", weight: 2, dashArray: "6 6", fill: false };
    const line = L.rectangle([[0, 0], [0, 0]], { ...looks, interactive: false, renderer: L.svg() });
    const now = () => mapapp.boxOf(map, 0);

    // Do both differ by no more than what rounding does?
    function isShown(box) {
      const [[south, west], [north, east]] = cornersOf(map, box);
      const far = map.getPixelBounds();
      const near = L.bounds(map.project([south, west]), map.project([north, east]));
      return far.min.distanceTo(near.min) < ROUNDING && far.max.distanceTo(near.max) < ROUNDING;
    }

    // Where the map shows something else than what is counted, a dashed line shows what is.
    function outline() {
      line.remove();
      if (counted !== null && !isShown(counted)) line.setBounds(cornersOf(map, counted)).addTo(map);
    }

    function report() {
      const box = now();
      if (counted === null || box === counted) return;
      told = box;
      tell(box);
    }

    // Only the reader's own moves count anew: not those of a popup, of the page's layout, of Back.
    function moved() {
      const before = size;
      size = map.getSize();
      const own = !hushed && before.equals(size);
      hushed = false;
      if (counted === null) return;
      clearTimeout(timer);
      if (own) {
        line.remove();
        timer = setTimeout(report, SETTLED);
      } else outline();
    }

    function set(numbers) {
      tick ??= switchOn(map, (on) => {
        clearTimeout(timer); // of a move just before
        tell(on ? (told = now()) : "");
      });
      const box = numbers === null ? null : numbers.map((degrees) => degrees.toFixed(4)).join(",");
      tick.checked = box !== null;
      if (box === counted) return;
      const isBack = counted !== null && box !== null && box !== told;
      counted = box;
      if (isBack) {
        hushed = true;
        map.fitBounds(L.latLngBounds(cornersOf(map, box)).pad(-0.01), { animate: false });
        hushed = false;
      }
      outline();
      recount();
    }

    map.on("moveend", moved);
    map.on("autopanstart", () => (hushed = true));
    return { set, hush: () => (hushed = true), isOn: () => counted !== null, counted: () => counted ?? now() };
  };
})();
