// Basemaps of the settings as Leaflet layers: tiles by XYZ or WMS, and PMTiles of vectors or of pictures.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const NEAREST = 22;
  const MVT = 1; // as the header of a PMTiles file says it
  const PICTURES = { 2: "image/png", 3: "image/jpeg", 4: "image/webp", 5: "image/avif" };

  // Leaflet takes an attribution for markup; ours is text.
  const escaped = (text) => text.replace(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`);

  // Pictures out of a PMTiles file, asked for in ranges.
  function pictureLayer(archive, type, options) {
    const Pictures = L.GridLayer.extend({
      createTile({ x, y, z }, done) {
        const tile = document.createElement("img");
        tile.alt = "";
        archive
          .getZxy(z, x, y)
          .then((found) => {
            if (!found) return done(null, tile);
            const address = URL.createObjectURL(new Blob([found.data], { type: PICTURES[type] }));
            tile.addEventListener("load", () => URL.revokeObjectURL(address));
            tile.src = address;
            return done(null, tile);
          })
          .catch((error) => done(error, tile));
        return tile;
      },
    });
    return new Pictures(options);
  }

  // Vector tiles of a kind that is not known: every line of them.
  function plain(P, layers, dark) {
    const symbolizer = new P.LineSymbolizer({ color: dark ? "#8a9499" : "#7d8689", width: 0.8 });
    const paintRules = layers.map(({ id }) => ({ dataLayer: id, symbolizer }));
    return { paintRules, labelRules: [], backgroundColor: dark ? "#2a2f31" : "#f4f2ec" };
  }

  async function pmtilesLayer(told, options) {
    const P = window.protomapsL;
    const source = new P.PmtilesSource(told.url, false);
    const header = await source.p.getHeader();
    if (header.tileType !== MVT) return pictureLayer(source.p, header.tileType, { ...options, maxNativeZoom: header.maxZoom });
    const { vector_layers: layers = [] } = await source.p.getMetadata();
    const has = (id) => layers.some((layer) => layer.id === id);
    const dark = mapapp.isDark();
    const drawn = { ...options, url: source.p, maxDataZoom: header.maxZoom };
    if (has("country_label")) return mapapp.basemap({ ...drawn, dark }); // made as ours is
    if (has("earth")) return P.leafletLayer({ ...drawn, flavor: dark ? "dark" : "light", lang: "en" });
    return P.leafletLayer({ ...drawn, ...plain(P, layers, dark) });
  }

  // told: one row of /basemaps.json. Answers a promise of a layer.
  mapapp.ownBasemap = async function (told) {
    const options = {
      attribution: escaped(told.attribution),
      maxNativeZoom: told.maxZoom,
      maxZoom: NEAREST,
      referrerPolicy: "strict-origin", // the page's query can hold names: tile servers learn the host alone
    };
    if (told.kind === "xyz") return L.tileLayer(told.url, options);
    if (told.kind === "wms") return L.tileLayer.wms(told.url, { ...options, ...told.wms });
    return pmtilesLayer(told, options);
  };
  mapapp.ownBasemap.NEAREST = NEAREST;
})();
