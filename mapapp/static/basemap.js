// The offline basemap: our own tiles of the world, drawn by protomaps-leaflet.
// Quiet on purpose: pale land, pale water, grey letters, so that incidents stand out.
(function () {
  "use strict";
  const LIGHT = {
    water: "#d5e1e6",
    waterLine: "#b4cbd5",
    land: "#f4f2ec",
    urban: "#e6e1d6",
    division: "#cbc5b8",
    border: "#9a9287",
    disputed: "#a8988a",
    halo: "#fbfaf6",
    country: "#6f675c",
    divisionName: "#8b8273",
    place: "#3f3b36",
    placeDot: "#77706646",
    river: "#6f95a6",
    dot: "#5d574f",
  };
  const DARK = {
    water: "#1b2529",
    waterLine: "#33474f",
    land: "#2a2f31",
    urban: "#353a3b",
    division: "#454b4d",
    border: "#7d8689",
    disputed: "#8d8079",
    halo: "#1f2426",
    country: "#b9b2a6",
    divisionName: "#989182",
    place: "#d9d5cc",
    river: "#7f9fac",
    dot: "#a8a298",
  };
  const FAMILY = "'Noto Sans', 'Source Sans 3', 'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";
  const NAMES_BESIDE_FROM = 9; // zoom from which the local name stands below the readable one

  function paintRules(P, COLOURS, held) {
    const line = (dataLayer, options, more) => ({ dataLayer, symbolizer: new P.LineSymbolizer(options), ...more });
    const area = (dataLayer, fill) => ({ dataLayer, symbolizer: new P.PolygonSymbolizer({ fill }) });
    const isKind = (kind) => (zoom, feature) => feature.props.kind === kind;
    const width = (...stops) => P.linear(stops);
    return [
      area("land", COLOURS.land),
      { ...area("urban", COLOURS.urban), minzoom: 5 },
      area("lakes", COLOURS.water),
      line("rivers", { color: COLOURS.waterLine, width: width([3, 0.5], [6, 0.9], [10, 2.2], [14, 4]) }),
      line("admin1", { color: COLOURS.division, width: width([5, 0.6], [9, 1.1]), dash: [4, 3] }, { minzoom: 5 }),
      line(
        "borders",
        { color: COLOURS.border, width: width([1, 0.5], [5, 1], [9, 1.8]), lineJoin: "round" },
        { filter: isKind("settled") },
      ),
      line(
        "borders",
        held
          ? { color: COLOURS.border, width: width([1, 0.5], [5, 1], [9, 1.8]), lineJoin: "round" }
          : { color: COLOURS.disputed, width: width([1, 0.6], [5, 1.1], [9, 1.8]), dash: [5, 4] },
        { filter: isKind("disputed") },
      ),
    ];
  }

  // The text of a place: its readable name, and below it the local one when we are near.
  function placeText(names) {
    return (zoom, feature) => {
      const props = feature.props;
      if (names === "english" || !props.local) return ["name"];
      if (names === "local") return ["local"];
      if (zoom < NAMES_BESIDE_FROM) return ["name"];
      props.both = props.name + " " + props.local;
      return ["both"];
    };
  }

  function placeSize(zoom, feature) {
    const people = feature.props.pop;
    return (people > 1000000 ? 13 : people > 200000 ? 12 : 11) + (zoom > 9 ? 1 : 0);
  }

  // How many people a place needs to be named at this zoom: fewer labels than fit, so that the map stays calm.
  function isNamed(zoom, feature) {
    const least = { 3: 8e6, 4: 4e6, 5: 1e6, 6: 3e5, 7: 1e5, 8: 3e4, 9: 1e4, 10: 3e3 };
    return zoom > 10 || (zoom > 2 && feature.props.pop >= least[zoom]);
  }

  // Their own names come from a list: the tiles have the English ones.
  function countryText(names, countries) {
    return (_, feature) => {
      const { props } = feature;
      if (names !== "local" || !Object.hasOwn(countries, props.name)) return ["name"];
      props.local = countries[props.name];
      return ["local"];
    };
  }

  function labelRules(P, COLOURS, names, countries) {
    const halo = { stroke: COLOURS.halo, width: 2.5 };
    const first = (a, b) => a.rank - b.rank;
    const country = {
      ...halo,
      labelProps: countryText(names, countries),
      fill: COLOURS.country,
      font: (zoom) => `600 ${zoom < 4 ? 11 : zoom < 6 ? 13 : 15}px ${FAMILY}`,
      letterSpacing: names === "local" ? 0 : 0.6, // spaced letters are drawn one by one: scripts that join would break
      lineHeight: 1.35,
      maxLineChars: 14,
    };
    const division = {
      ...halo,
      fill: COLOURS.divisionName,
      font: (zoom) => `${zoom < 8 ? 10 : 11}px ${FAMILY}`,
      letterSpacing: 0.9,
      lineHeight: 1.35,
      textTransform: "uppercase",
    };
    const place = {
      ...halo,
      labelProps: placeText(names),
      fill: COLOURS.place,
      font: (zoom, f) => `${f.props.pop > 1000000 ? 600 : 400} ${placeSize(zoom, f)}px ${FAMILY}`,
      lineHeight: 1.35,
      maxLineChars: (zoom, f) => Math.max(12, f.props.name.length),
      offsetX: 11, // clear of an incident's circle on the same spot
      offsetY: 4,
    };
    const dot = { radius: 2, fill: COLOURS.dot, stroke: COLOURS.halo, width: 1 };
    return [
      {
        dataLayer: "country_label",
        minzoom: 2,
        maxzoom: 6,
        filter: (zoom, f) => f.props.rank <= 20 + zoom * 7,
        sort: first,
        symbolizer: new P.CenteredTextSymbolizer(country),
      },
      {
        dataLayer: "places",
        filter: isNamed,
        sort: (a, b) => b.pop - a.pop,
        symbolizer: new P.Padding(3, new P.GroupSymbolizer([new P.CircleSymbolizer(dot), new P.OffsetTextSymbolizer(place)])),
      },
      {
        dataLayer: "admin1_label",
        minzoom: 6,
        maxzoom: 10,
        filter: (zoom, f) => f.props.rank <= zoom * 10 + 15,
        sort: first,
        symbolizer: new P.Padding(4, new P.CenteredTextSymbolizer(division)),
      },
      {
        dataLayer: "rivers",
        minzoom: 7,
        symbolizer: new P.LineLabelSymbolizer({
          fill: COLOURS.river,
          stroke: COLOURS.halo,
          width: 2,
          font: `italic 10px ${FAMILY}`,
          repeatDistance: 700,
        }),
      },
    ];
  }

  window.mapapp = window.mapapp || {};
  // options: {url, maxDataZoom, attribution, names, countries, dark, held}: numbers and constants of ours. `countries`: English name -> own name.
  window.mapapp.basemap = function (options) {
    const P = window.protomapsL;
    const colours = options.dark ? DARK : LIGHT;
    return P.leafletLayer({
      url: options.url,
      maxDataZoom: options.maxDataZoom,
      attribution: options.attribution,
      backgroundColor: colours.water,
      paintRules: paintRules(P, colours, options.held),
      labelRules: labelRules(P, colours, options.names, options.countries || {}),
      tileDelay: 1,
    });
  };
})();
