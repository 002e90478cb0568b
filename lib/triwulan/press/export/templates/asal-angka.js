/* The panel that shows how a figure came about. Without it the page is whole; with it every figure is a button.
   The records stand in the page as JSON (form/asal.py says what they hold). Whatever comes from them is written as text
   or as an attribute, never as markup. */
(() => {
  "use strict";
  const BANYAK = 12; // operands shown at once
  const catatan = document.getElementById("asal-angka");
  const sel = new Map([...document.querySelectorAll("td.angka[data-alamat]")].map((td) => [td.dataset.alamat, td]));
  if (!catatan || !sel.size) return;

  let terbaca; // parsed at the first use: a large page opens without it
  function data(jenis, id) {
    if (!terbaca) {
      const d = JSON.parse(catatan.textContent);
      terbaca = { sel: new Map(Object.entries(d.sel)), luar: new Map(Object.entries(d.luar ?? {})) };
    }
    return terbaca[jenis].get(id);
  }

  function buat(nama, atribut, ...isi) {
    const e = document.createElement(nama);
    for (const [kunci, nilai] of Object.entries(atribut ?? {})) e.setAttribute(kunci, nilai);
    e.append(...isi.filter((i) => i)); // a string becomes a text node
    return e;
  }

  /* Addresses: here `#<cell>`, in another report its file beside this one. Anchors are those of form/table.py. */
  function url(alamat) {
    const jangkar = alamat.split(/[\s\x1c-\x1f\x85]+/).filter((k) => k).join("_").split("/").map(encodeURIComponent).join("/");
    return `${sel.has(alamat) ? "" : `${encodeURIComponent(alamat.split("/")[0])}.html`}#${jangkar}`;
  }

  function sasaran() {
    try {
      const td = document.getElementById(decodeURIComponent(location.hash.slice(1)));
      return td && sel.get(td.dataset.alamat) === td ? td : null;
    } catch { // not an address of ours: half a percent sign
      return null;
    }
  }

  /* ---- What the panel holds ---- */

  const satuan = (r) => (r.s && !(r.t ?? "").endsWith(r.s) ? r.s : "");
  const angka = (r) => [r.t || "kosong", satuan(r)].filter((t) => t).join(" ");

  /* Beside the figure that it feeds, an operand is named by what differs: its row, its column. */
  function singkat(label, induk) {
    const bagian = label.split(" · "), atas = (induk ?? "").split(" · ");
    let sama = 0;
    while (sama < bagian.length - 1 && bagian[sama] === atas[sama]) sama += 1;
    return bagian.slice(sama).join(" · ");
  }

  function uraian(r) {
    const dl = buat("dl");
    const butir = [["Nilai penuh", r.n !== r.t && r.n], ["Rumus", r.r], ["Dengan angka", r.k], ["Predikat", r.p], ["Catatan", r.c]];
    for (const [nama, teks] of butir) if (teks) dl.append(buat("div", null, buat("dt", null, nama), buat("dd", null, teks)));
    return dl.childElementCount ? dl : null;
  }

  function daftar(operan, induk) {
    const ul = buat("ul", { class: "operan" });
    const tambah = (mulai, akhir) => ul.append(...operan.slice(mulai, akhir).map((id, n) => butir(id, induk, data("luar", operan[mulai + n - 1])?.d)));
    tambah(0, BANYAK);
    if (operan.length <= BANYAK) return [ul];
    const lagi = buat("button", { type: "button", class: "lagi" }, `Tampilkan ${operan.length - BANYAK} lainnya`);
    lagi.addEventListener("click", () => {
      tambah(BANYAK);
      ul.children[BANYAK].tabIndex = -1;
      ul.children[BANYAK].focus();
      lagi.remove();
    });
    return [ul, lagi];
  }

  function butir(id, induk, dokumen) {
    const r = data("sel", id), luar = r ? null : data("luar", id);
    if (luar) return butirLuar(luar, induk, dokumen);
    const nama = r ? singkat(r.l, induk.l) : id;
    const li = buat("li", null, buat("p", { class: "satu" }, sel.has(id) ? buat("a", { href: url(id) }, nama) : nama, buat("b", null, r && angka(r))));
    if (r && (r.o || r.r || r.c)) {
      const lipatan = buat("details", null, buat("summary", null, `Asal ${r.t || "sel ini"}`, buat("span", { class: "_dengar" }, `, ${nama}`)));
      // Built when it is opened: a derivation is as deep as the report.
      lipatan.addEventListener("toggle", () => lipatan.append(...[uraian(r), ...(r.o ? daftar(r.o, r) : [])].filter((e) => e)), { once: true });
      li.append(lipatan);
    }
    return li;
  }

  /* A row of data, or a cell of another report. `dokumen`: that of the row above, which is not said again. */
  function butirLuar(d, induk, dokumen) {
    const lain = d.a && d.a !== terbuka.dataset.alamat; // the row of an account is printed in its own cell
    const tempat = [d.d && d.d === dokumen ? "Dokumen yang sama" : d.d, d.m].filter((t) => t).join(", ");
    return buat("li", null,
      buat("p", { class: "satu" }, lain ? buat("a", { href: url(d.a) }, d.l) : d.l, buat("b", null, d.t)),
      tempat && buat("p", { class: "tempat" }, tempat),
      d.c && !induk.c?.includes(d.c) && buat("p", { class: "tempat" }, `Catatan: ${d.c}`));
  }

  function isiPanel(alamat) {
    const r = data("sel", alamat) ?? { l: alamat, c: "Asal angka ini tidak tercatat dalam berkas ini." };
    judul.textContent = r.l;
    const bagian = [buat("p", { class: "nilai" }, buat("b", null, r.t || "kosong"), satuan(r) && ` ${satuan(r)}`), uraian(r)];
    if (r.o?.length) bagian.push(buat("h3", null, r.r ? "Dihitung dari" : "Sumber data"), ...daftar(r.o, r));
    if (r.j?.length) {
      const lain = r.j.map(([a, apa]) => buat("li", null, `${apa.charAt(0).toUpperCase()}${apa.slice(1)}: `, buat("a", { href: url(a) }, data("sel", a)?.l ?? a)));
      bagian.push(buat("h3", null, "Di tempat lain"), buat("ul", null, ...lain));
    }
    bagian.push(buat("p", { class: "alamat" }, "Alamat: ", buat("a", { href: url(alamat) }, alamat)));
    isi.replaceChildren(...bagian.filter((e) => e));
    panel.scrollTop = 0;
    // A reader who runs through a row hears of the figure where she stops.
    clearTimeout(nanti);
    nanti = setTimeout(() => { warta.textContent = [r.l, angka(r), r.k || r.c].filter((t) => t).join(". "); }, 300);
  }

  /* ---- Showing and closing ---- */

  const judul = buat("h2", { tabindex: "-1" });
  const isi = buat("div", { class: "isi" });
  const tombolTutup = buat("button", { type: "button", class: "tutup", "aria-label": "Tutup asal angka" }, "×");
  const panel = buat("section", { id: "_panel-asal", role: "region", "aria-label": "Asal angka" }, buat("div", { class: "atas" }, buat("p", null, "Asal angka"), tombolTutup), judul, isi);
  const warta = buat("p", { class: "_dengar", role: "status" });
  let nanti, terbuka = null, tetap = false, diam = false, disorot = [];

  function tunjuk(td, pegang) {
    tetap ||= pegang;
    if (td === terbuka) return;
    lepas();
    terbuka = td;
    const r = data("sel", td.dataset.alamat);
    disorot = (r?.o ?? []).map((id) => sel.get(id)).filter((s) => s && s !== td);
    for (const s of disorot) s.classList.add("dipakai");
    td.classList.add("ditunjuk");
    td.firstChild.setAttribute("aria-current", "true");
    // The page makes room: what was looked at stays where it was.
    const y = td.getBoundingClientRect().top;
    isiPanel(td.dataset.alamat);
    // Behind its table in the order of reading: Tab leads from the figure into the panel.
    (td.closest(".gulir") ?? td.closest("table")).after(panel);
    document.documentElement.classList.add("asal-terbuka");
    scrollBy(0, td.getBoundingClientRect().top - y);
    td.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  function lepas() {
    for (const s of disorot) s.classList.remove("dipakai");
    terbuka?.classList.remove("ditunjuk");
    terbuka?.firstChild.removeAttribute("aria-current");
    disorot = [];
  }

  function tutup(kembali) {
    const td = terbuka;
    const y = td.getBoundingClientRect().top;
    lepas();
    clearTimeout(nanti);
    warta.textContent = "";
    terbuka = null;
    tetap = false;
    diam = true; // the figure gets the focus back without showing the panel again
    if (kembali) td.firstChild.focus({ preventScroll: true });
    diam = false;
    panel.remove();
    document.documentElement.classList.remove("asal-terbuka");
    scrollBy(0, td.getBoundingClientRect().top - y);
  }

  function tuju() {
    const td = sasaran();
    if (!td) return;
    td.firstChild.focus({ preventScroll: true });
    tunjuk(td, true);
    td.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  /* ---- Moving between the figures of a table ---- */

  const figur = (e) => (e instanceof Element && e.closest("td.angka")?.dataset.alamat ? e.closest("td.angka") : null);
  const dalam = (tr) => [...tr.cells].filter((c) => c.dataset.alamat);
  function kolom(td) { // cells before it may span several columns
    let n = 0;
    for (let c = td.previousElementSibling; c; c = c.previousElementSibling) n += c.colSpan;
    return n;
  }

  function tegak(td, langkah) {
    const baris = td.closest("table").rows, k = kolom(td);
    for (let n = td.parentElement.rowIndex + langkah; baris[n]; n += langkah) {
      const ada = dalam(baris[n]).find((c) => kolom(c) === k);
      if (ada) return ada;
    }
    return null;
  }

  function arah(e, td) {
    const baris = dalam(td.parentElement), n = baris.indexOf(td);
    const semua = () => [...td.closest("table").querySelectorAll("td[data-alamat]")];
    switch ((e.ctrlKey ? "Ctrl+" : "") + e.key) {
      case "ArrowLeft": return baris[n - 1];
      case "ArrowRight": return baris[n + 1];
      case "ArrowUp": return tegak(td, -1);
      case "ArrowDown": return tegak(td, 1);
      case "Home": return baris[0];
      case "End": return baris.at(-1);
      case "Ctrl+Home": return semua()[0];
      case "Ctrl+End": return semua().at(-1);
      default: return undefined; // not ours: the browser's
    }
  }

  /* ---- Events, delegated ---- */

  document.addEventListener("keydown", (e) => {
    if (e.key === "Escape" && terbuka) {
      e.preventDefault();
      tutup(panel.contains(document.activeElement) || document.activeElement === document.body);
      return;
    }
    const td = e.altKey || e.metaKey || e.shiftKey ? null : figur(e.target), ke = td ? arah(e, td) : undefined;
    if (!td || ke === undefined && !e.key.startsWith("Arrow")) return;
    e.preventDefault();
    ke?.firstChild.focus();
  });

  document.addEventListener("focusin", (e) => {
    const td = figur(e.target);
    if (!td) return;
    td.closest("table").querySelector('td.angka > button[tabindex="0"]').tabIndex = -1;
    td.firstChild.tabIndex = 0;
    if (!diam && td.firstChild.matches(":focus-visible")) tunjuk(td, false);
  });

  // A panel that came with the focus goes with it; one that was asked for stays until it is closed.
  document.addEventListener("focusout", (e) => {
    const ke = e.relatedTarget;
    if (terbuka && !tetap && !diam && ke && !panel.contains(ke) && !figur(ke)) tutup(false);
  });

  document.addEventListener("click", (e) => {
    const td = figur(e.target), a = e.target.closest("a[href]");
    if (td) {
      tunjuk(td, true);
      if (e.detail === 0) judul.focus(); // Enter, Space, a screen reader
    } else if (a && !(e.ctrlKey || e.metaKey || e.shiftKey || e.altKey)) {
      if (panel.contains(a)) {
        tetap = true;
        history.replaceState(null, "", url(terbuka.dataset.alamat)); // "back" comes back to this figure
      }
      if (a.getAttribute("href") === location.hash) tuju(); // no change of address, so no event
    }
  });
  tombolTutup.addEventListener("click", () => tutup(true));
  addEventListener("hashchange", tuju);

  for (const td of sel.values()) {
    const teks = td.textContent, tombol = buat("button", { type: "button", tabindex: "-1" }, teks);
    if (!teks || teks === "-") tombol.setAttribute("aria-label", teks ? "tanda hubung" : "kosong"); // nothing to hear otherwise
    td.replaceChildren(tombol);
  }
  for (const tabel of document.querySelectorAll("table.tabel")) tabel.querySelector("td.angka > button")?.setAttribute("tabindex", "0");
  document.documentElement.classList.add("berasal");
  document.getElementById("_petunjuk-asal")?.removeAttribute("hidden");
  document.body.append(warta);
  tuju();
  addEventListener("load", () => setTimeout(tuju)); // going to the address, the browser takes the focus away
})();
