// How incidents look: letters in circles, numbered badges, rings of types, shaded areas. Nothing here knows of HTTP.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const { _, ngettext, number } = mapapp;
  const UNKNOWN = { name: "Other", letter: "?", colour: "#3a3f42" };
  const RADIUS = 9; // pixels of a single incident's circle

  function element(tag, className, text) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text !== undefined && text !== null) made.textContent = text;
    return made;
  }

  function groupOf(palette, type) {
    const code = String(type || "").split(".")[0];
    return palette.groups.find((row) => row.code === code) || { ...UNKNOWN, name: _("Other") };
  }

  function statusOf(palette, status) {
    return palette.statuses.find((row) => row.code === status) || { name: String(status), mark: "solid" };
  }

  // "12 incidents, 4 killed"
  function spoken(n, killed) {
    const incidents = ngettext("{n} incident", "{n} incidents", n);
    if (!killed) return incidents;
    return ngettext("{incidents}, {n} killed", "{incidents}, {n} killed", killed, { incidents });
  }

  function short(n) {
    if (n < 1000) return String(n);
    const one = { n: (n < 1e6 ? n / 1000 : n / 1e6).toFixed(n < 1e6 && n >= 1e4 ? 0 : 1).replace(".", number(1.5)[1]) };
    return n < 1e6 ? _("{n}k", one) : _("{n}M", one);
  }

  // A colour of the palette as it shows on a dark ground: nearer to white, at least 3:1 against the land.
  function onGround(colour) {
    if (!mapapp.isDark()) return colour;
    const parts = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
    return `#${parts.map((part) => Math.round(part * 0.45 + 255 * 0.55).toString(16).padStart(2, "0")).join("")}`;
  }

  const DASHES = { dashed: "4 3", dotted: "1 3.5", solid: null, open: null, faded: null };

  // The drawing of one circle by its status: filled for what is told to have happened, hollow for what is not.
  function circleStyle(colour, mark) {
    if (mark === "solid") return { color: "#ffffff", weight: 1.5, fillColor: colour, fillOpacity: 1, ink: "#ffffff" };
    return {
      color: colour,
      weight: mark === "faded" ? 1.2 : 2,
      dashArray: DASHES[mark],
      fillColor: "#ffffff",
      fillOpacity: mark === "faded" ? 0.6 : 0.92,
      ink: colour,
    };
  }

  let kinds = null; // made on first use: Leaflet may come later than this file

  function leafletKinds() {
    if (kinds) return kinds;
    const LetterCircle = L.CircleMarker.extend({
      _updatePath() {
        const { ink, letter, weight } = this.options;
        const ctx = this._renderer._ctx;
        if (this._renderer._drawing && !this._empty() && mapapp.isDark()) {
          ctx.save();
          ctx.globalAlpha = 1;
          ctx.fillStyle = "#eef1f0"; // a ring: the palette is measured on it
          ctx.beginPath();
          ctx.arc(this._point.x, this._point.y, this._radius + weight / 2 + 1.5, 0, 2 * Math.PI);
          ctx.fill();
          ctx.restore();
        }
        this._renderer._updateCircle(this);
        if (!this._renderer._drawing || this._empty()) return;
        ctx.save();
        ctx.globalAlpha = 1;
        ctx.fillStyle = ink;
        ctx.font = `700 ${RADIUS + 2}px Arial, "DejaVu Sans", sans-serif`;
        ctx.textAlign = "center";
        ctx.textBaseline = "middle";
        ctx.fillText(letter, this._point.x, this._point.y + 0.5);
        ctx.restore();
      },
    });
    const HatchCanvas = L.Canvas.extend({
      _fillStroke(ctx, layer) {
        const options = layer.options;
        if (options.hatch) {
          ctx.globalAlpha = 0.35;
          ctx.fillStyle = hatching(ctx, options.color);
          ctx.fill("evenodd");
        }
        L.Canvas.prototype._fillStroke.call(this, ctx, layer);
      },
    });
    const Badge = L.DivIcon.extend({
      createIcon(old) {
        const made = L.DivIcon.prototype.createIcon.call(this, old);
        made.setAttribute("aria-label", this.options.label);
        made.title = this.options.label;
        return made;
      },
    });
    kinds = { LetterCircle, HatchCanvas, Badge };
    return kinds;
  }

  function hatching(ctx, colour) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 8;
    const pen = tile.getContext("2d");
    pen.strokeStyle = colour;
    pen.lineWidth = 1.4;
    pen.beginPath();
    for (const shift of [-8, 0, 8]) {
      pen.moveTo(shift, 8);
      pen.lineTo(shift + 8, 0);
    }
    pen.stroke();
    return ctx.createPattern(tile, "repeat");
  }

  // A marker made of our own elements, reachable by keyboard; `act(byKeyboard)` runs on click, Enter and Space.
  function badge(at, content, size, label, act) {
    const icon = new (leafletKinds().Badge)({ html: content, iconSize: size, className: "mapapp-badge", label });
    const marker = L.marker(at, { icon, keyboard: true, riseOnHover: true });
    marker.on("click", () => act(false));
    marker.on("keydown", (event) => {
      if (event.originalEvent.key !== " " && event.originalEvent.key !== "Enter") return;
      event.originalEvent.preventDefault();
      act(true);
    });
    return marker;
  }

  function ringOf(palette, types, n) {
    let done = 0;
    const parts = Object.entries(types)
      .sort((a, b) => b[1] - a[1])
      .map(([type, count]) => {
        const from = (done / n) * 360;
        done += count;
        return `${groupOf(palette, type).colour} ${from.toFixed(1)}deg ${((done / n) * 360).toFixed(1)}deg`;
      });
    return parts.length ? `conic-gradient(${parts.join(",")})` : UNKNOWN.colour;
  }

  // "12 incidents, 9 killed, the worst 4 killed: Battles 8, Protests 4"
  function clusterWords(palette, row) {
    const split = Object.entries(row.types || {})
      .sort((a, b) => b[1] - a[1])
      .map(([type, count]) => `${groupOf(palette, type).name} ${number(count)}`);
    const worst = row.worst ? ngettext(", the worst {n} killed", ", the worst {n} killed", row.worst) : "";
    const told = `${spoken(row.n, row.killed)}${worst}`;
    return split.length ? _("{incidents}: {types}", { incidents: told, types: split.join(", ") }) : told;
  }

  function cluster(palette, at, row, act) {
    const size = row.n < 10 ? 34 : row.n < 100 ? 40 : row.n < 1000 ? 48 : 56;
    const ring = element("span", "mapapp-cluster");
    ring.style.background = ringOf(palette, row.types || {}, row.n);
    ring.append(element("span", "mapapp-cluster-count", short(row.n)));
    if (row.worst) ring.append(element("span", "mapapp-cluster-worst", _("worst {n}", { n: short(row.worst) })));
    return badge(at, ring, [size, size], clusterWords(palette, row), act);
  }

  function chip(palette, type, status) {
    const group = groupOf(palette, type);
    const made = element("span", "mapapp-chip", group.letter);
    made.dataset.mark = statusOf(palette, status).mark;
    made.style.setProperty("--colour", group.colour);
    made.setAttribute("aria-hidden", "true");
    return made;
  }

  // Several incidents of one spot: the letter of the most frequent type, and how many.
  function stack(palette, at, row, act) {
    const made = element("span", "mapapp-stack");
    made.style.setProperty("--colour", groupOf(palette, row.type).colour);
    made.append(chip(palette, row.type, row.status), element("span", "mapapp-stack-count", short(row.n)));
    return badge(at, made, [24 + 9 * (short(row.n).length + 1), 26], spoken(row.n, row.killed), act);
  }

  // The name is left out where the map is too far away to hold it.
  function areaBadge(palette, at, row, isNamed, act) {
    const made = element("span", "mapapp-area");
    made.style.setProperty("--colour", groupOf(palette, row.type).colour);
    made.dataset.mark = statusOf(palette, row.status).mark;
    if (row.circle) made.dataset.circle = ""; // it may stand around the point of a town: the name moves aside
    made.append(chip(palette, row.type, row.status));
    if (isNamed) made.append(element("bdi", "mapapp-area-name", row.name));
    made.append(element("span", "mapapp-area-count", short(row.n)));
    const told = { place: row.name, incidents: spoken(row.n, row.killed) };
    return badge(at, made, [0, 0], _("{place}: {incidents}, somewhere in this area", told), act);
  }

  function point(palette, at, row, renderer, act) {
    const group = groupOf(palette, row.type);
    const style = circleStyle(group.colour, statusOf(palette, row.status).mark);
    const made = new (leafletKinds().LetterCircle)(at, { ...style, radius: RADIUS, letter: group.letter, renderer });
    return made.on("click", () => act(false));
  }

  function areaStyle(palette, row) {
    const mark = statusOf(palette, row.status).mark;
    const colour = onGround(groupOf(palette, row.type).colour);
    const solid = mark === "solid";
    return {
      color: colour,
      weight: 1.5,
      opacity: 0.7,
      fillColor: colour,
      fillOpacity: solid ? 0.1 : 0,
      hatch: !solid,
      dashArray: solid ? null : DASHES[mark] || "6 4",
      interactive: false,
    };
  }

  mapapp.marks = { element, badge, onGround, groupOf, statusOf, spoken, chip, cluster, stack, areaBadge, point, areaStyle };
  mapapp.marks.hatchCanvas = (options) => new (leafletKinds().HatchCanvas)(options);
})();
