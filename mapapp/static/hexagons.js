// Incidents summed in hexagons, drawn as hexagons with their numbers or as a smooth haze. Nothing here knows of HTTP.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const { _, ngettext } = mapapp;
  const { element } = mapapp.marks;
  // From few to many: each darker than the one before, so that they tell apart without hue as well.
  const RAMP = ["#ffffd4", "#fed98e", "#fe9929", "#d95f0e", "#993404"];
  const INK = ["#24292c", "#24292c", "#24292c", "#24292c", "#ffffff"];
  // On a dark ground many is bright and few is dark.
  const turned = (tones) => (mapapp.isDark() ? tones.toReversed() : tones);
  const edge = () => (mapapp.isDark() ? "#e8d5bd" : "#6b4a2a");

  // A number for people: 0.034, 2.5, 1.2k.
  function figure(value) {
    if (value >= 1e6) return _("{n}M", { n: +(value / 1e6).toFixed(1) });
    if (value >= 1000) return _("{n}k", { n: +(value / 1000).toFixed(1) });
    return mapapp.number(value >= 10 || Number.isInteger(value) ? Math.round(value) : +value.toPrecision(2));
  }

  // A round number, 1, 2 or 5 times a power of ten, not above a value.
  function roundDown(value) {
    const ten = 10 ** Math.floor(Math.log10(value) + 1e-9);
    return ten * (value / ten >= 5 ? 5 : value / ten >= 2 ? 2 : 1);
  }

  // Where classes begin, upward: at most as many as colours, evenly spread by ratio between the least and the most.
  function beginnings(values) {
    const some = values.filter((value) => value > 0);
    if (!some.length) return [];
    const least = Math.min(...some);
    const ratio = Math.max(...some) / least;
    const steps = RAMP.map((_, step) => (step ? roundDown(least * ratio ** (step / RAMP.length)) : least));
    return [...new Set(steps)].filter((step, place) => !place || step > least);
  }

  // {colour, ink} by value; `begins` are the classes' lower ends.
  function scale(values) {
    const begins = beginnings(values);
    const shift = begins.length > 1 ? (RAMP.length - 1) / (begins.length - 1) : 0;
    const tone = (place) => Math.round(place * shift);
    const placeOf = (value) => Math.max(0, begins.findLastIndex((begin) => value >= begin));
    return {
      begins,
      colours: begins.map((_, place) => turned(RAMP)[tone(place)]),
      of: (value) => ({ colour: turned(RAMP)[tone(placeOf(value))], ink: turned(INK)[tone(placeOf(value))] }),
    };
  }

  // A title, rows of a swatch and its words, and sentences under them.
  function legendBox(title, rows, sentences) {
    const box = element("div", "mapapp-surface-legend");
    box.append(element("strong", null, title));
    const list = element("ul");
    for (const [swatch, words] of rows) {
      const item = element("li");
      item.append(swatch, element("span", null, words));
      list.append(item);
    }
    box.append(list);
    for (const sentence of sentences) box.append(element("p", "mapapp-quiet", sentence));
    return box;
  }

  // Colours with their numbers.
  function surfaceLegend(title, colours, most, sentences) {
    const rows = colours.colours.map((colour, place) => {
      const swatch = element("span", "mapapp-swatch");
      swatch.style.background = colour;
      const next = colours.begins[place + 1];
      const from = figure(colours.begins[place]);
      const whole = next === undefined ? _("{low} to {high}", { low: from, high: figure(most) }) : null;
      const open = next === undefined ? null : _("{low} to under {high}", { low: from, high: figure(next) });
      return [swatch, next === undefined && from === figure(most) ? from : whole || open];
    });
    return legendBox(title, rows, sentences);
  }

  let Canvas = null; // made on first use: Leaflet may come later than this file

  // A canvas over the map, drawn anew after each move.
  function canvasOn(map, paint) {
    Canvas ||= L.Layer.extend({
      initialize(work) {
        this.work = work;
      },
      onAdd(on) {
        this.canvas = L.DomUtil.create("canvas", "mapapp-surface leaflet-zoom-hide", on.getPane("mapapp-areas"));
        this.canvas.setAttribute("aria-hidden", "true");
        on.on("moveend resize", this.redraw, this);
        this.redraw();
      },
      onRemove(on) {
        on.off("moveend resize", this.redraw, this);
        this.canvas.remove();
      },
      redraw() {
        const size = this._map.getSize();
        this.canvas.width = size.x;
        this.canvas.height = size.y;
        L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
        this.work(this.canvas.getContext("2d"), this._map, this.canvas);
      },
    });
    return new Canvas(paint);
  }

  function hexagon(ctx, x, y, radius) {
    ctx.beginPath();
    for (let corner = 0; corner < 6; corner++) {
      const turn = (Math.PI / 3) * corner + Math.PI / 6;
      ctx.lineTo(x + radius * Math.cos(turn), y + radius * Math.sin(turn));
    }
    ctx.closePath();
  }

  function spotsOf(map, answer) {
    const turn = 360 * Math.round((map.getCenter().lng - middle(answer.rows)) / 360);
    return answer.rows.map(([lat, lon, n, killed]) => ({ at: map.latLngToContainerPoint([lat, lon + turn]), n, killed }));
  }

  const middle = (rows) => (rows.length ? rows.reduce((sum, row) => sum + row[1], 0) / rows.length : 0);

  function paintHexagons(answer, colours) {
    return (ctx, map) => {
      const radius = answer.radius * 2 ** map.getZoom();
      ctx.font = '600 11px Arial, "DejaVu Sans", sans-serif';
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      for (const { at, n } of spotsOf(map, answer)) {
        const { colour, ink } = colours.of(n);
        hexagon(ctx, at.x, at.y, radius - 1);
        ctx.globalAlpha = 0.85;
        ctx.fillStyle = colour;
        ctx.fill();
        ctx.globalAlpha = 1;
        ctx.strokeStyle = edge();
        ctx.stroke();
        if (radius < 14) continue;
        ctx.fillStyle = ink;
        ctx.fillText(figure(n), at.x, at.y);
      }
    };
  }

  function rampOf() {
    const strip = element("canvas");
    strip.width = 256;
    strip.height = 1;
    const ctx = strip.getContext("2d");
    const shade = ctx.createLinearGradient(0, 0, 256, 0);
    turned(RAMP).forEach((colour, place) => shade.addColorStop(place / (RAMP.length - 1), colour));
    ctx.fillStyle = shade;
    ctx.fillRect(0, 0, 256, 1);
    return ctx.getImageData(0, 0, 256, 1).data;
  }

  // Each bin a soft disc, as dense as its number; the sum of them is then coloured.
  function paintHeat(answer, most) {
    const ramp = rampOf();
    return (ctx, map, canvas) => {
      const radius = Math.max(16, answer.radius * 2 ** map.getZoom() * 2.2);
      for (const { at, n } of spotsOf(map, answer)) {
        if (at.x < -radius || at.y < -radius || at.x > canvas.width + radius || at.y > canvas.height + radius) continue;
        const disc = ctx.createRadialGradient(at.x, at.y, 0, at.x, at.y, radius);
        const dense = 0.12 + (0.88 * Math.log1p(n)) / Math.log1p(most);
        disc.addColorStop(0, `rgba(0,0,0,${dense.toFixed(3)})`);
        disc.addColorStop(1, "rgba(0,0,0,0)");
        ctx.fillStyle = disc;
        ctx.fillRect(at.x - radius, at.y - radius, 2 * radius, 2 * radius);
      }
      const image = ctx.getImageData(0, 0, canvas.width, canvas.height);
      for (let i = 0; i < image.data.length; i += 4) {
        const dense = image.data[i + 3];
        if (!dense) continue;
        image.data.set(ramp.subarray(dense * 4, dense * 4 + 3), i);
        image.data[i + 3] = Math.min(225, 60 + dense * 1.2) * Math.min(1, dense / 25);
      }
      ctx.putImageData(image, 0, 0);
    };
  }

  // What the hexagon route answers, drawn as "hexagons" or "heat": {layer, legend}.
  function hexagonLayer(map, answer, kind) {
    const numbers = answer.rows.map((row) => row[2]);
    const most = Math.max(0, ...numbers);
    const colours = scale(numbers);
    const heat = kind === "heat";
    const layer = canvasOn(map, heat ? paintHeat(answer, most) : paintHexagons(answer, colours));
    const sentences = [
      ngettext("{n} incident used, each once.", "{n} incidents used, each once.", answer.used),
      ngettext("{n} left out: only an area is known.", "{n} left out: only an area is known.", answer.left_out),
    ];
    if (heat) sentences.push(_("Colours are rough: spots close together add up."));
    const title = heat ? _("Incidents close together") : _("Incidents per hexagon");
    return { layer, legend: surfaceLegend(title, colours, most, sentences) };
  }

  mapapp.surface = { scale, edge, figure, legendBox, surfaceLegend, hexagonLayer };
})();
