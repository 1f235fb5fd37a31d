// Ranks names by how they match words: exact names first, then those that begin with the words, then
// those with all of them. Only where nothing has them all is one typo a word forgiven.
globalThis.factpressRanking = (() => {
  // Accents, points of Hebrew and Arabic, the Arabic filler, Indic dots below, and invisible joiners.
  // Vowel signs of Indic scripts stay: they are letters to readers.
  const marks = /[\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c\u09bc\u00ad\u200b-\u200f]/gu;
  const alike = {
    ı: "i", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ß: "ss", æ: "ae", œ: "oe",
    "\u0649": "\u064a", "\u06cc": "\u064a", "\u06a9": "\u0643", "\u0629": "\u0647",
  };
  const likes = new RegExp(`[${Object.keys(alike).join("")}]`, "gu");
  const unspaced = /[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmr}\p{sc=Mymr}]/u;
  const segmenter = Intl.Segmenter && new Intl.Segmenter(undefined, { granularity: "word" });
  const exact = 1000, begins = 100, isName = 20, phrase = 10;

  const folded = (text) => text.toLowerCase().normalize("NFKD").replace(marks, "")
    .replace(likes, (letter) => alike[letter]).normalize("NFC");
  const pieces = (word) => (
    !unspaced.test(word) ? [word] : segmenter ? [...segmenter.segment(word)].map((each) => each.segment) : [...word]);
  const wordsOf = (text) => (folded(text).match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).flatMap(pieces);

  // Whether one letter more, one less, another one, or two exchanged make one word of the other.
  function isTypo(one, other) {
    const [long, short] = one.length < other.length ? [other, one] : [one, other];
    if (long.length - short.length > 1) return false;
    let at = 0;
    while (at < short.length && long[at] === short[at]) at += 1;
    if (long.length > short.length) return long.slice(at + 1) === short.slice(at);
    return long.slice(at + 1) === short.slice(at + 1)
      || (long[at] === short[at + 1] && long[at + 1] === short[at] && long.slice(at + 2) === short.slice(at + 2));
  }
  function isMeant(word, name) {
    if (word.length < 4 || name.length < 3) return false;
    if (isTypo(word, name)) return true;
    return word.length > 4 && [-1, 0, 1].some((more) => name.length > word.length + more && isTypo(word, name.slice(0, word.length + more)));
  }

  // How a word matches an entry: 4 for a word of its names, down to 1 for words beside them, 0 for not.
  function match(word, { words, text, more }, isForgiving) {
    let best = 0;
    for (const name of words) {
      if (name === word) return 4;
      if (name.startsWith(word)) best = 3;
    }
    if (best || (unspaced.test(word) && text.includes(word))) return 3;
    if (more.includes(` ${word}`) || (unspaced.test(word) && more.includes(word))) return 1;
    if (!isForgiving || (word.length < 3 && !unspaced.test(word))) return 0;
    if (words.some((name) => isMeant(word, name))) return 2;
    return Number(text.includes(word) || more.includes(word));
  }

  function score(entry, query, isForgiving) {
    let sum = 0;
    for (const word of query.words) {
      const found = match(word, entry, isForgiving);
      if (!found && !(query.hasLong && word.length < 4)) return 0;
      sum += found;
    }
    if (!sum) return 0;
    let bonus = entry.isName ? isName : 0;
    if (entry.names.includes(query.text)) bonus += exact;
    else if (entry.names.some((name) => name.startsWith(query.text))) bonus += begins;
    else if (query.words.length > 1 && entry.text.includes(query.text)) bonus += phrase;
    return bonus + sum / query.words.length;
  }

  // The words of a query as the names of an entry have them, where it has a typo.
  const corrected = (entry, { words }) => words.map((word) => (
    entry.words.find((name) => name.startsWith(word)) ? word : entry.words.find((name) => isMeant(word, name)) ?? word)).join(" ");

  function prepared(entry) {
    const names = [entry.title, ...entry.names].map(wordsOf);
    const texts = names.map((words) => words.join(" "));
    return {
      entry,
      isName: entry.isName,
      names: texts,
      words: [...new Set(names.flat())],
      text: texts.join("\n"),
      more: ` ${wordsOf(entry.more ?? "").join(" ")}`,
    };
  }

  // Entries have a `title`, other `names`, `more` words, and `isName` where the title is a name and no
  // sentence. The function that is returned gives those that match, the best first, of equals the first;
  // and, where a typo was forgiven, the words that were `meant`.
  function ranked(entries) {
    const all = entries.map(prepared);
    return (text) => {
      const words = wordsOf(text);
      const query = { words, text: words.join(" "), hasLong: words.some((word) => word.length >= 4) };
      for (const isForgiving of words.length ? [false, true] : []) {
        const found = all.map((each) => ({ each, score: score(each, query, isForgiving) }))
          .filter((one) => one.score).sort((one, other) => other.score - one.score);
        if (found.length) {
          return { entries: found.map(({ each }) => each.entry), meant: isForgiving ? corrected(found[0].each, query) : null };
        }
      }
      return { entries: [], meant: null };
    };
  }

  // The cards of the titles, as entries.
  function cardsOf({ kinds, ratings, topics, cards }) {
    return cards.map(([kind, title, id, names = "", rating, on = []]) => ({
      kind,
      title,
      names: names ? names.split("\n") : [],
      isName: kind === 1 || kind === 3,
      url: kinds[kind][0].replace("*", id),
      rating: ratings[rating],
      topics: on.map((topic) => topics[topic]),
    }));
  }

  return { folded, wordsOf, isTypo, ranked, cardsOf };
})();
