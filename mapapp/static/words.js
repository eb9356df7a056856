// What the scripts say, in the reader's language. The sentences come as JSON; English ones stand in the code.
(function () {
  "use strict";
  const mapapp = (window.mapapp = window.mapapp || {});
  const SOURCE = "en";
  let told = { language: SOURCE, plurals: {}, words: {} };

  const written = (value) => (typeof value === "number" ? value.toLocaleString(told.language) : String(value));

  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, (hole, name) => (Object.hasOwn(values, name) ? written(values[name]) : hole));
  }

  // A sentence, with its named placeholders filled in: numbers as the language writes them.
  mapapp._ = (message, values = {}) => {
    const found = Object.hasOwn(told.words, message) ? told.words[message] : message;
    return filled(typeof found === "string" ? found : message, values);
  };

  // The sentence for so many; {n} is the number.
  mapapp.ngettext = (one, many, n, values = {}) => {
    const forms = Object.hasOwn(told.words, one) ? told.words[one] : null;
    const category = new Intl.PluralRules(told.language).select(n);
    const found = Array.isArray(forms) ? forms[told.plurals[category] ?? forms.length - 1] : null;
    return filled(found || (n === 1 ? one : many), { n, ...values });
  };

  mapapp.number = written;

  // A name of a country by its code; the code where the browser has none.
  mapapp.countryName = (code) => new Intl.DisplayNames([told.language, SOURCE], { type: "region", fallback: "code" }).of(code);

  // Answers of the server that hold sentences come in this language.
  mapapp.inLanguage = (address) =>
    told.language === SOURCE ? address : `${address}${address.includes("?") ? "&" : "?"}lang=${encodeURIComponent(told.language)}`;

  // {language, plurals, words}: as mapapp/spoken/catalogs.py makes it. Called once, before anything is drawn.
  mapapp.speak = (given) => {
    told = given;
    document.documentElement.lang = given.language;
  };
})();
