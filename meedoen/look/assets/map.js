/*
 * Draws one map per [data-map] element from the JSON at that address:
 *   {"outlines": FeatureCollection, "points": FeatureCollection}   (GeoJSON, longitude and latitude)
 * A point has properties `title`, `url` and `text`. Without tiles the outlines are the map.
 */
"use strict";

(function () {
  /** The little window of a point, built from text and never from markup. */
  function popup(properties) {
    const box = document.createElement("div");
    const title = document.createElement(properties.url ? "a" : "strong");
    title.textContent = properties.title || "";
    if (properties.url) title.href = properties.url;
    box.append(title);
    if (properties.text) {
      const text = document.createElement("p");
      text.textContent = properties.text;
      box.append(text);
    }
    return box;
  }

  /** The name of an area, written on it. */
  function name(feature, layer) {
    if (!feature.properties || !feature.properties.title) return;
    const text = document.createElement("span");
    text.textContent = feature.properties.title;
    layer.bindTooltip(text, { permanent: true, direction: "center", className: "md-map-name" });
  }

  function outlines(data) {
    return L.geoJSON(data, {
      interactive: false,
      onEachFeature: (feature, layer) => name(feature, layer),
      style: { color: "#0f5b57", weight: 1.5, opacity: 0.7, fillColor: "#fffefb", fillOpacity: 0.55 },
    });
  }

  function points(data) {
    return L.geoJSON(data, {
      pointToLayer: (feature, position) => L.marker(position, {
        icon: L.divIcon({ className: "md-marker", html: "", iconSize: [28, 28], iconAnchor: [14, 28], popupAnchor: [0, -24] }),
        title: feature.properties.title,
        alt: feature.properties.title,
      }),
      onEachFeature: (feature, layer) => layer.bindPopup(popup(feature.properties)),
    });
  }

  function draw(element, data) {
    const map = L.map(element, { zoomControl: false, scrollWheelZoom: false, attributionControl: false });
    L.control.zoom({ zoomInTitle: "Inzoomen", zoomOutTitle: "Uitzoomen" }).addTo(map);
    const { mapTiles, mapCredit } = element.dataset;
    if (mapTiles) {
      L.tileLayer(mapTiles, { maxZoom: 19 }).addTo(map);
      L.control.attribution({ prefix: false }).addAttribution(mapCredit || "").addTo(map);
    }
    const area = outlines(data.outlines || []).addTo(map);
    const places = points(data.points || []).addTo(map);
    const bounds = places.getLayers().length ? places.getBounds() : area.getBounds();
    // Without tiles the outlines are all there is to know the way by: stay far enough to see them.
    if (bounds.isValid()) map.fitBounds(bounds, { padding: [32, 32], maxZoom: mapTiles ? 15 : 13 });
    return places.getLayers().length;
  }

  async function load(element) {
    const status = element.parentElement.querySelector("[data-map-status]");
    try {
      const answer = await fetch(element.dataset.map, { headers: { Accept: "application/json" } });
      if (!answer.ok) throw new Error(`answer ${answer.status}`);
      const count = draw(element, await answer.json());
      status.textContent = count === 1 ? "1 plek op de kaart." : `${count} plekken op de kaart.`;
    } catch (error) {
      console.error("map", error);
      element.hidden = true;
      status.textContent = "De kaart kan nu niet geladen worden. De lijst op deze pagina laat dezelfde plekken zien.";
    }
  }

  document.querySelectorAll("[data-map]").forEach(load);
})();
