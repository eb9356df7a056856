// The control that draws an area on the map: each click sets a corner, and so does Enter at the cross in the middle.
// Clicks and not drags, so that the map can be moved meanwhile, by one finger too.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const { _ } = mapapp;
  const { element } = mapapp.marks;
  const NEAR_PX = 12; // a click so near to the first corner closes the line
  const SAME_PX = 4; // two clicks so near are one corner
  const MOST_CORNERS = 300;
  const clicks = () => ({
    box: [_("Click one corner."), _("Click the opposite corner.")],
    circle: [_("Click the middle."), _("Click the edge.")],
    polygon: [
      _("Click the first corner."),
      _("Click the next corner."),
      _("Click the next corner."),
      _("Click the next, or the first to close."),
    ],
  });
  const presses = () => ({
    box: [_("Set one corner."), _("Set the opposite corner.")],
    circle: [_("Set the middle."), _("Set the edge.")],
    polygon: [
      _("Set the first corner."),
      _("Set the next corner."),
      _("Set the next corner."),
      _("Set the next, or the first to close."),
    ],
  });

  // One drawing, from its first corner to its last.
  class Drawing {
    constructor(map, kind, byKey, { say, done }) {
      Object.assign(this, { map, kind, byKey, say, done, corners: [] });
      this.renderer = L.svg({ padding: 0.5 });
      this.layer = L.layerGroup().addTo(map);
      this.centre = map.getCenter();
      this.box = map.getContainer();
      this.hold = new AbortController();
      const { signal } = this.hold;
      this.box.addEventListener("click", (event) => this.clicked(event), { capture: true, signal });
      this.box.addEventListener("keydown", (event) => this.pressed(event), { capture: true, signal });
      this.box.addEventListener("pointermove", (event) => this.pointed(event), { signal });
      map.on("move", this.moved, this);
      map.doubleClickZoom.disable();
      this.box.classList.add("mapapp-drawing");
      this.keys(byKey);
      this.tell();
    }

    end() {
      this.hold.abort();
      this.map.off("move", this.moved, this);
      this.map.doubleClickZoom.enable();
      this.box.classList.remove("mapapp-drawing", "mapapp-drawing-keys");
      this.layer.remove();
    }

    keys(are) {
      this.byKey = are;
      this.box.classList.toggle("mapapp-drawing-keys", are);
    }

    // The map jumps to another copy of the world when it is moved beyond its edge: the corners go with it.
    moved() {
      const centre = this.map.getCenter();
      const turns = Math.round((centre.lng - this.centre.lng) / 360);
      this.centre = centre;
      if (turns) this.corners = this.corners.map((at) => L.latLng(at.lat, at.lng + 360 * turns));
      if (turns || this.byKey) this.preview(this.byKey ? centre : null);
    }

    pointed(event) {
      if (this.byKey || event.pointerType === "touch" || event.target.closest(".leaflet-control")) return;
      this.preview(this.map.mouseEventToLatLng(event));
    }

    // Before Leaflet and the marks hear of it: a click that draws opens nothing.
    clicked(event) {
      if (event.target.closest(".leaflet-control")) return;
      event.stopImmediatePropagation();
      event.preventDefault();
      if (this.map.dragging.moved()) return;
      this.keys(false);
      this.set(this.map.mouseEventToLatLng(event));
    }

    pressed(event) {
      if (event.key === "Escape") this.done(null);
      if (event.target.closest(".leaflet-control")) return;
      if (event.key.startsWith("Arrow")) this.keys(true);
      if (event.key === "Backspace") this.back();
      if (event.key !== "Enter" && event.key !== " ") return;
      event.stopImmediatePropagation();
      event.preventDefault();
      this.keys(true);
      this.set(this.map.getCenter());
    }

    near(at, corner, pixels) {
      return this.map.latLngToContainerPoint(at).distanceTo(this.map.latLngToContainerPoint(corner)) <= pixels;
    }

    set(at) {
      const { corners } = this;
      const closes = this.kind === "polygon" && corners.length > 2 && this.near(at, corners[0], NEAR_PX);
      if (closes || corners.length >= MOST_CORNERS) return this.finish();
      if (corners.length && this.near(at, corners.at(-1), SAME_PX)) return this.finish();
      corners.push(at);
      if (this.kind !== "polygon" && corners.length === 2) return this.finish();
      this.preview(at);
      return this.tell();
    }

    back() {
      this.corners.pop();
      this.preview(null);
      this.tell();
    }

    get isWhole() {
      return this.corners.length >= (this.kind === "polygon" ? 3 : 2);
    }

    finish() {
      if (this.isWhole) this.done(mapapp.areaText[this.kind](this.map, this.corners));
    }

    tell() {
      const hints = (this.byKey ? presses() : clicks())[this.kind];
      const hint = hints[Math.min(this.corners.length, hints.length - 1)];
      const byKeys = _("Arrow keys move the map, Enter sets it at the cross, Escape ends.");
      this.say(this.byKey ? `${hint} ${byKeys}` : hint, this);
    }

    // What there would be if the next corner were here.
    preview(at) {
      const { layer, renderer, corners } = this;
      const all = at ? [...corners, at] : corners;
      const style = { ...mapapp.areaStyle, renderer };
      layer.clearLayers();
      if (this.kind === "polygon") layer.addLayer(L.polygon(all, style));
      else if (all.length > 1 && this.kind === "box") layer.addLayer(L.rectangle(L.latLngBounds(all), style));
      else if (all.length > 1) layer.addLayer(L.circle(all[0], { ...style, radius: mapapp.areaText.radiusKm(this.map, all) * 1000 }));
      for (const corner of corners) layer.addLayer(L.circleMarker(corner, { ...style, dashArray: null, radius: 4, fillOpacity: 1 }));
    }
  }

  function button(words, act) {
    const made = element("button", null, words);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  // The button, its menu and, while one draws, the hint with its own buttons. `tell(text)` gives the area to Python;
  // an empty text takes it away.
  class Control {
    constructor(map, tell) {
      Object.assign(this, { map, tell, drawing: null });
      this.box = element("div", "mapapp-draw");
      this.opener = button(_("Draw an area"), () => this.open(this.menu.hidden));
      this.menu = element("div", "mapapp-draw-menu");
      this.hint = element("p");
      this.hint.setAttribute("role", "status");
      this.working = element("div", "mapapp-draw-menu");
      this.remove = button(_("Take it away"), () => this.give(""));
      const named = { box: _("Box"), circle: _("Circle"), polygon: _("Polygon") };
      const kinds = Object.entries(named).map(([kind, name]) => button(name, (event) => this.begin(kind, event.detail === 0)));
      this.menu.append(...kinds, button(_("What is shown"), () => this.give(mapapp.areaText.shown(map))), this.remove);
      this.close = button(_("Close the line"), () => this.drawing?.finish());
      this.undo = button(_("One corner back"), () => this.drawing?.back());
      this.working.append(this.hint, this.close, this.undo, button(_("Cancel"), () => this.end(null)));
      this.box.append(this.opener, this.menu, this.working);
      this.box.addEventListener("keydown", (event) => event.key === "Escape" && this.open(false));
      L.DomEvent.disableClickPropagation(this.box).disableScrollPropagation(this.box);
      map.on("mapapp:area", ({ area }) => this.has(area));
      this.has(null);
      this.open(false);
    }

    has(area) {
      this.remove.disabled = area === null;
      this.opener.textContent = area === null ? _("Draw an area") : _("Area drawn");
      this.held?.remove();
      this.held = null;
    }

    open(is) {
      this.menu.hidden = !is || Boolean(this.drawing);
      this.working.hidden = !this.drawing;
      this.opener.hidden = Boolean(this.drawing);
      this.opener.setAttribute("aria-expanded", String(!this.menu.hidden));
    }

    begin(kind, byKey) {
      this.map.closePopup();
      const say = (words, drawing) => {
        this.hint.textContent = words;
        this.undo.disabled = !drawing.corners.length;
        this.close.hidden = drawing.kind !== "polygon";
        this.close.disabled = !drawing.isWhole;
      };
      this.drawing = new Drawing(this.map, kind, byKey, { say, done: (text) => this.end(text) });
      this.open(false);
      this.map.getContainer().focus({ preventScroll: true });
    }

    end(text) {
      this.drawing?.end();
      this.drawing = null;
      this.open(false);
      if (text) this.give(text);
      else this.opener.focus({ preventScroll: true });
    }

    give(text) {
      this.open(false);
      this.opener.focus({ preventScroll: true });
      this.tell(text);
    }
  }

  mapapp.areaControl = function (map) {
    const control = L.control({ position: "topleft" });
    control.onAdd = () => new Control(map, (area) => window.incidentLayer.tell({ area })).box;
    return control;
  };
})();
