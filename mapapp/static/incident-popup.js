// What a popup says. Report text is hostile: it enters the page as text nodes only.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const { element, groupOf, statusOf, plural, spoken, chip } = mapapp.marks;

  // Text from a report: direction by its own letters.
  function words(tag, className, text) {
    const made = element(tag, className, text);
    made.dir = "auto";
    return made;
  }

  function button(className, text, act) {
    const made = element("button", className, text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }

  function head(palette, incident) {
    const line = element("div", "mapapp-popup-head");
    const kind = element("div", "mapapp-popup-kind");
    kind.append(element("strong", null, incident.name || groupOf(palette, incident.type).name));
    if (incident.sub_type) kind.append(element("span", "mapapp-quiet", incident.sub_type));
    const status = statusOf(palette, incident.status);
    const told = element("span", "mapapp-status", status.name);
    told.dataset.mark = status.mark;
    kind.append(told);
    line.append(chip(palette, incident.type, incident.status), kind);
    return line;
  }

  function safeLink(url, text) {
    const made = words("a", null, text);
    let address = null;
    try {
      address = new URL(String(url));
    } catch {
      return words("span", null, text);
    }
    if (address.protocol !== "http:" && address.protocol !== "https:") return words("span", null, text);
    made.href = address.href;
    made.rel = "noopener nofollow noreferrer";
    made.target = "_blank";
    return made;
  }

  const PRECISION = {
    country: "somewhere in this country",
    "admin-1": "somewhere in this province",
    "admin-2": "somewhere in this district",
    region: "somewhere in this region",
    settlement: "this town or village, not the exact spot",
    quarter: "this part of town, not the exact spot",
    facility: "this facility",
    natural: "near this natural feature",
  };

  // What a place is to the incident; of a movement its ends.
  const ROLES = { scene: "Where", origin: "From", destination: "To" };

  function countryName(code) {
    if (!/^[A-Z]{2}$/.test(code || "")) return code;
    return new Intl.DisplayNames(["en"], { type: "region", fallback: "code" }).of(code);
  }

  function placeWords(place) {
    const box = element("span");
    const parts = [place.label || place.name, place.admin1, countryName(place.country_code)].filter(Boolean);
    box.append(words("span", null, parts.filter((part, i) => part !== parts[i - 1]).join(", ")));
    if (place.surface && place.surface !== place.name) {
      const written = element("span", "mapapp-quiet mapapp-line", "written ");
      written.append(words("q", null, place.surface));
      box.append(written);
    }
    if (place.described) {
      box.append(element("span", "mapapp-quiet mapapp-line", place.precision));
      return box;
    }
    const radius = place.radius_km ? `, within ${+Number(place.radius_km).toPrecision(2)} km` : "";
    const kind = Object.hasOwn(PRECISION, place.kind) ? PRECISION[place.kind] : place.kind;
    box.append(element("span", "mapapp-quiet mapapp-line", (kind || "") + radius));
    return box;
  }

  function whenWords(when) {
    if (!when) return element("span", "mapapp-quiet", "not dated");
    const box = element("span");
    box.append(words("span", null, when.words));
    const why = [when.wording ? `\u201c${when.wording}\u201d` : null, when.rule].filter(Boolean).join(": ");
    if (why) box.append(words("span", "mapapp-quiet mapapp-line", why));
    return box;
  }

  function saidWords(source) {
    const box = words("span", null, source.said_by);
    if (source.via) {
      box.append(element("span", "mapapp-quiet", " via "), words("bdi", null, source.via));
    }
    const beside = [source.kind, source.stance].filter(Boolean).join("; ");
    if (beside) box.append(element("span", "mapapp-quiet mapapp-line", beside));
    return box;
  }

  function partyWords(party) {
    const box = words("span", null, party.label);
    const written = party.written ? `written \u201c${party.written}\u201d` : null;
    const beside = [party.kind, written, party.alleged ? "only alleged" : null].filter(Boolean).join("; ");
    if (beside) box.append(words("span", "mapapp-quiet mapapp-line", beside));
    return box;
  }

  function facts(incident) {
    const list = element("dl", "mapapp-facts");
    const add = (name, ...values) => {
      list.append(element("dt", null, name));
      for (const value of values) {
        const cell = element("dd");
        cell.append(value);
        list.append(cell);
      }
    };
    const places = incident.places || [];
    if (!places.length) add("Where", element("span", "mapapp-quiet", "not placed"));
    for (const [role, name] of Object.entries(ROLES)) {
      const some = places.filter((place) => (Object.hasOwn(ROLES, place.role) ? place.role : "scene") === role);
      if (some.length) add(name, ...some.map(placeWords));
    }
    add("When", whenWords(incident.when));
    const counts = (incident.counts || []).map((c) => words("span", null, c.words || c.kind));
    if (counts.length) add("How many", ...counts);
    if (incident.actors?.length) add("By", ...incident.actors.map(partyWords));
    if (incident.targets?.length) add("Against", ...incident.targets.map(partyWords));
    if (incident.source) add("Says who", saidWords(incident.source));
    const tellers = new Set((incident.accounts || []).map((account) => account.report_id)).size;
    if (tellers > 1) add("Told by", words("span", null, `${tellers} reports, merged`));
    return list;
  }

  function quote(evidence) {
    const box = element("figure", "mapapp-evidence");
    const text = words("blockquote");
    for (const part of evidence.parts || []) {
      const marked = part.role === "place" ? "mark" : part.role === "count" ? "b" : null;
      text.append(marked ? element(marked, null, part.text) : document.createTextNode(String(part.text)));
    }
    const source = element("figcaption");
    source.append(safeLink(evidence.url, evidence.report_title || "The report"));
    const told = [evidence.source, evidence.published].filter(Boolean).join(", ");
    if (told) source.append(words("span", "mapapp-quiet mapapp-line", told));
    box.append(text, source);
    return box;
  }

  function why(incident) {
    const reasons = incident.reasons || [];
    if (!reasons.length) return null;
    const box = element("details", "mapapp-why");
    const sure = typeof incident.confidence === "number" ? ` (${Math.round(incident.confidence * 100)} % sure)` : "";
    box.append(element("summary", null, "Why here?" + sure));
    const list = element("ul");
    for (const reason of reasons) list.append(words("li", null, reason.sentence));
    box.append(list);
    if (incident.maker) box.append(words("p", "mapapp-quiet", `Made by ${incident.maker}`));
    return box;
  }

  // One incident; `back` returns to the list it was chosen from, or is null.
  function incidentContent(palette, incident, back) {
    const box = element("article", "mapapp-popup");
    if (back) box.append(button("mapapp-back", "\u2190 All at this place", back));
    box.append(head(palette, incident));
    if (incident.title) box.append(words("h2", "mapapp-title", incident.title));
    box.append(facts(incident));
    for (const evidence of incident.evidence || []) box.append(quote(evidence));
    const reasons = why(incident);
    if (reasons) box.append(reasons);
    return box;
  }

  function row(palette, incident, choose) {
    const made = button("mapapp-row", null, () => choose(incident.id));
    const text = element("span", "mapapp-row-text");
    const when = incident.when && typeof incident.when === "object" ? incident.when.words : incident.when;
    const killed = incident.killed ? `${incident.killed} killed` : null;
    const status = statusOf(palette, incident.status).name;
    text.append(
      words("span", "mapapp-row-title", incident.title || groupOf(palette, incident.type).name),
      words("span", "mapapp-quiet", [when || "not dated", status, killed].filter(Boolean).join(" \u00b7 ")),
    );
    made.append(chip(palette, incident.type, incident.status), text);
    return made;
  }

  const ORDERS = { newest: "Newest first", deadliest: "Deadliest first", type: "By type" };

  function sorter({ order, sort }) {
    const label = element("label", "mapapp-sort", "Sort ");
    const select = element("select");
    for (const [code, name] of Object.entries(ORDERS)) select.add(new Option(name, code, false, code === order));
    select.addEventListener("change", () => sort(select.value));
    label.append(select);
    return label;
  }

  // A page of the incidents of one place; `choose(id)` opens one, `turn(page)` another page. With `sorting` ({order,
  // sort(order)}) the reader may have them in another order.
  function listContent(palette, answer, heading, choose, turn, sorting) {
    const box = element("section", "mapapp-popup");
    const total = spoken(answer.total, 0);
    box.append(words("h2", "mapapp-title", heading ? `${heading}: ${total}` : `${total} at this place`));
    if (!answer.incidents.length) {
      const far = "They are at several spots close together. Open them from the table.";
      box.append(element("p", "mapapp-quiet", far));
    }
    if (sorting && answer.total > 1) box.append(sorter(sorting));
    const list = element("ul", "mapapp-list");
    for (const incident of answer.incidents) {
      const item = element("li");
      item.append(row(palette, incident, choose));
      list.append(item);
    }
    box.append(list);
    if (answer.pages > 1) {
      const pages = element("nav", "mapapp-pages");
      pages.setAttribute("aria-label", "Pages");
      const earlier = button(null, "Previous", () => turn(answer.page - 1));
      const later = button(null, "Next", () => turn(answer.page + 1));
      earlier.disabled = answer.page <= 1;
      later.disabled = answer.page >= answer.pages;
      pages.append(earlier, element("span", null, `Page ${answer.page} of ${answer.pages}`), later);
      box.append(pages);
    }
    return box;
  }

  function messageContent(text) {
    const box = element("div", "mapapp-popup");
    box.append(words("p", null, text));
    return box;
  }

  mapapp.popup = { incidentContent, listContent, messageContent, plural };
})();
