// The legend: which letter and colour is which type, and what a hollow or dashed mark says.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});

  function entry(mark, name) {
    const made = mapapp.marks.element("li");
    made.append(mark, mapapp.marks.element("span", null, name));
    return made;
  }

  function sample(mark) {
    const made = mapapp.marks.element("span", "mapapp-chip", "A");
    made.dataset.mark = mark;
    made.style.setProperty("--colour", "#5b6468");
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  // palette: {groups, statuses}: constants of ours. Answers a Leaflet control.
  mapapp.legend = function (palette) {
    const control = L.control({ position: "bottomleft" });
    const { element, chip } = mapapp.marks;
    control.onAdd = () => {
      const box = element("details", "mapapp-legend");
      const types = element("ul");
      for (const row of palette.groups) types.append(entry(chip(palette, row.code, "reported"), row.name));
      const marks = element("ul");
      for (const row of palette.statuses) if (row.legend) marks.append(entry(sample(row.mark), row.legend));
      const note = mapapp._(
        "A number counts several incidents; a ring shows their types. A shaded area: somewhere inside it.",
      );
      box.append(element("summary", null, mapapp._("Legend")), types, marks, element("p", "mapapp-quiet", note));
      L.DomEvent.disableClickPropagation(box).disableScrollPropagation(box);
      return box;
    };
    return control;
  };
})();
