// What a popup says. Report text is hostile: it enters the page as text nodes only.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const { _, ngettext } = mapapp;
  const { element, groupOf, statusOf, spoken, chip } = mapapp.marks;

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

  const precisions = () => ({
    country: _("somewhere in this country"),
    "admin-1": _("somewhere in this province"),
    "admin-2": _("somewhere in this district"),
    "admin-3": _("somewhere in this sub-district"),
    region: _("somewhere in this region"),
    settlement: _("this town or village, not the exact spot"),
    quarter: _("this part of town, not the exact spot"),
    facility: _("this facility"),
    natural: _("near this natural feature"),
  });

  // What a place is to the incident; of a movement its ends.
  const roleWords = () => ({ scene: _("Where"), origin: _("From where"), destination: _("To where") });

  function countryName(code) {
    if (!/^[A-Z]{2}$/.test(code || "")) return code;
    return mapapp.countryName(code);
  }

  function placeWords(place) {
    const box = element("span");
    const parts = [place.label || place.name, place.admin1, countryName(place.country_code)].filter(Boolean);
    box.append(words("span", null, parts.filter((part, i) => part !== parts[i - 1]).join(", ")));
    if (place.surface && place.surface !== place.name) {
      const written = element("span", "mapapp-quiet mapapp-line", _("written") + " ");
      written.append(words("q", null, place.surface));
      box.append(written);
    }
    if (place.described) {
      box.append(element("span", "mapapp-quiet mapapp-line", place.precision));
      return box;
    }
    const known = precisions();
    const precision = (Object.hasOwn(known, place.kind) ? known[place.kind] : place.kind) || "";
    const km = +Number(place.radius_km).toPrecision(2);
    const line = place.radius_km ? _("{precision}, within {km} km", { precision, km }) : precision;
    box.append(element("span", "mapapp-quiet mapapp-line", line));
    return box;
  }

  function whenWords(when) {
    if (!when) return element("span", "mapapp-quiet", _("not dated"));
    const box = element("span");
    box.append(words("span", null, when.words));
    const wording = when.wording ? _("“{words}”", { words: when.wording }) : null;
    const why = wording && when.rule ? _("{wording}: {rule}", { wording, rule: when.rule }) : wording || when.rule;
    if (why) box.append(words("span", "mapapp-quiet mapapp-line", why));
    return box;
  }

  function saidWords(source) {
    const box = words("span", null, source.said_by);
    if (source.via) {
      box.append(element("span", "mapapp-quiet", " " + _("via") + " "), words("bdi", null, source.via));
    }
    const beside = [source.kind, source.stance].filter(Boolean).join("; ");
    if (beside) box.append(element("span", "mapapp-quiet mapapp-line", beside));
    return box;
  }

  function partyWords(party) {
    const box = words("span", null, party.label);
    const written = party.written ? _("written “{words}”", { words: party.written }) : null;
    const beside = [party.kind, written, party.alleged ? _("only alleged") : null].filter(Boolean).join("; ");
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
    if (!places.length) add(_("Where"), element("span", "mapapp-quiet", _("not placed")));
    const roles = roleWords();
    for (const [role, name] of Object.entries(roles)) {
      const some = places.filter((place) => (Object.hasOwn(roles, place.role) ? place.role : "scene") === role);
      if (some.length) add(name, ...some.map(placeWords));
    }
    add(_("When"), whenWords(incident.when));
    const counts = (incident.counts || []).map((c) => words("span", null, c.words || c.kind));
    if (counts.length) add(_("How many"), ...counts);
    if (incident.actors?.length) add(_("By"), ...incident.actors.map(partyWords));
    if (incident.targets?.length) add(_("Against"), ...incident.targets.map(partyWords));
    if (incident.source) add(_("Says who"), saidWords(incident.source));
    const tellers = new Set((incident.accounts || []).map((account) => account.report_id)).size;
    if (tellers > 1) add(_("Told by"), words("span", null, ngettext("{n} report, merged", "{n} reports, merged", tellers)));
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
    source.append(safeLink(evidence.url, evidence.report_title || _("The report")));
    const told = [evidence.source, evidence.published].filter(Boolean).join(", ");
    if (told) source.append(words("span", "mapapp-quiet mapapp-line", told));
    box.append(text, source);
    return box;
  }

  function why(incident) {
    const reasons = incident.reasons || [];
    if (!reasons.length) return null;
    const box = element("details", "mapapp-why");
    const percent = Math.round(incident.confidence * 100);
    const asked = typeof incident.confidence === "number" ? _("Why here? ({percent} % sure)", { percent }) : _("Why here?");
    box.append(element("summary", null, asked));
    const list = element("ul");
    for (const reason of reasons) list.append(words("li", null, reason.sentence));
    box.append(list);
    if (incident.maker) box.append(words("p", "mapapp-quiet", _("Made by {maker}", { maker: incident.maker })));
    return box;
  }

  // One incident; `back` returns to the list it was chosen from, or is null.
  function incidentContent(palette, incident, back) {
    const box = element("article", "mapapp-popup");
    if (back) box.append(button("mapapp-back", _("\u2190 All at this place"), back));
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
    const killed = incident.killed ? ngettext("{n} killed", "{n} killed", incident.killed) : null;
    const status = statusOf(palette, incident.status).name;
    text.append(
      words("span", "mapapp-row-title", incident.title || groupOf(palette, incident.type).name),
      words("span", "mapapp-quiet", [when || _("not dated"), status, killed].filter(Boolean).join(" \u00b7 ")),
    );
    made.append(chip(palette, incident.type, incident.status), text);
    return made;
  }

  const orders = () => ({ newest: _("Newest first"), deadliest: _("Deadliest first"), type: _("By type") });

  function sorter({ order, sort }) {
    const label = element("label", "mapapp-sort", _("Sort") + " ");
    const select = element("select");
    for (const [code, name] of Object.entries(orders())) select.add(new Option(name, code, false, code === order));
    select.addEventListener("change", () => sort(select.value));
    label.append(select);
    return label;
  }

  // A page of the incidents of one place; `choose(id)` opens one, `turn(page)` another page. With `sorting` ({order,
  // sort(order)}) the reader may have them in another order.
  function listContent(palette, answer, heading, choose, turn, sorting) {
    const box = element("section", "mapapp-popup");
    const total = spoken(answer.total, 0);
    box.append(words("h2", "mapapp-title", heading ? _("{place}: {incidents}", { place: heading, incidents: total }) : _("{incidents} at this place", { incidents: total })));
    if (!answer.incidents.length) {
      const far = _("They are at several spots close together. Open them from the table.");
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
      pages.setAttribute("aria-label", _("Pages"));
      const earlier = button(null, _("Previous"), () => turn(answer.page - 1));
      const later = button(null, _("Next"), () => turn(answer.page + 1));
      earlier.disabled = answer.page <= 1;
      later.disabled = answer.page >= answer.pages;
      pages.append(earlier, element("span", null, _("Page {page} of {pages}", { page: answer.page, pages: answer.pages })), later);
      box.append(pages);
    }
    return box;
  }

  function messageContent(text) {
    const box = element("div", "mapapp-popup");
    box.append(words("p", null, text));
    return box;
  }

  mapapp.popup = { incidentContent, listContent, messageContent };
})();
