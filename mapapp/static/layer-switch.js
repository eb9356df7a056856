// The switch between ways to draw the incidents, and the legend of those that are sums.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const { element } = mapapp.marks;
  const { _ } = mapapp;
  const layers = () => ({
    points: _("Points"),
    areas: _("Areas, by incidents"),
    "areas-killed": _("Areas, by people killed"),
    "areas-per100k": _("Areas, per {n} people", { n: 100000 }),
    hexagons: _("Hexagons"),
    heat: _("Heat"),
    tracks: _("Tracks, from where to where"),
  });

  // `choose(layer)` runs when the reader picks one. Answers {set(layer), explain(element or null)}.
  mapapp.layerSwitch = function (map, choose) {
    const control = L.control({ position: "topright" });
    const box = element("div", "mapapp-layers");
    const select = element("select");
    select.setAttribute("aria-label", _("Layer"));
    for (const [code, name] of Object.entries(layers())) select.add(new Option(name, code));
    select.addEventListener("change", () => choose(select.value));
    const legend = element("div");
    box.append(select, legend);
    L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
    control.onAdd = () => box;
    control.addTo(map);
    return {
      set: (layer) => {
        select.value = layer;
      },
      explain: (content) => legend.replaceChildren(...(content ? [content] : [])),
    };
  };
  mapapp.knowsLayer = (layer) => Object.hasOwn(layers(), layer);
})();
