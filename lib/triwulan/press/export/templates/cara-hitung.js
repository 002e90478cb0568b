/* The switch "laporan ↔ cara hitung": unfolds under every table and chart how it was made, and lists how each figure of a
   table came about. Records and their writing are those of asal-angka.js: text, never markup. */
(() => {
  "use strict";
  const pilihan = document.getElementById("_tampilan");
  const hitungan = [...document.querySelectorAll("details.hitung")];
  if (!pilihan || !hitungan.length) return;
  const catatan = document.getElementById("asal-angka");
  let sel;
  const rekam = (alamat) => (sel ??= catatan ? JSON.parse(catatan.textContent).sel : {})[alamat];

  function baris(nama, ...isi) {
    const tr = document.createElement("tr");
    for (const teks of isi) {
      const e = document.createElement(nama);
      e.textContent = teks;
      if (nama === "th") e.scope = "col";
      tr.append(e);
    }
    return tr;
  }

  /* How each figure of a table came about: named, its value, the formula with figures or where it was entered. */
  function turunan(tabel) {
    const daftar = document.createElement("table"), kepala = daftar.createTHead(), isi = daftar.createTBody();
    kepala.append(baris("th", "Angka", "Nilai", "Rumus", "Dengan angka, atau sebabnya"));
    for (const td of tabel.querySelectorAll("td.angka[data-alamat]")) {
      const r = rekam(td.dataset.alamat);
      if (r && (r.t || r.r || r.c)) isi.append(baris("td", r.l, r.t || "kosong", r.r ?? "", r.k ?? r.c ?? (r.r ? "" : "diisi dari data")));
    }
    const gulir = document.createElement("div");
    gulir.className = "gulir panjang";
    gulir.tabIndex = 0;
    gulir.setAttribute("role", "region");
    gulir.setAttribute("aria-label", `Turunan tiap angka: ${tabel.closest(".gulir").getAttribute("aria-label")}`);
    gulir.append(daftar);
    return gulir;
  }

  for (const hitung of hitungan) {
    const tabel = hitung.previousElementSibling?.querySelector("table.tabel td.angka[data-alamat]")?.closest("table");
    if (!tabel) continue;
    const lipatan = document.createElement("details"), judul = document.createElement("summary");
    judul.textContent = "Turunan tiap angka";
    lipatan.append(judul);
    // Built when it is opened: a large table has thousands.
    lipatan.addEventListener("toggle", () => lipatan.append(turunan(tabel)), { once: true });
    hitung.append(lipatan);
  }

  const tombol = [...pilihan.querySelectorAll("button")];
  function tampilkan(cara) {
    // What was looked at stays where it was.
    const acuan = [...document.querySelector("main").children].find((e) => e.getBoundingClientRect().bottom > 0);
    const y = acuan.getBoundingClientRect().top;
    document.documentElement.classList.toggle("cara-hitung", cara);
    for (const d of hitungan) for (const e of [d, ...d.querySelectorAll("details")]) e.open = cara;
    for (const t of tombol) t.setAttribute("aria-pressed", String((t.value === "cara") === cara));
    scrollBy(0, acuan.getBoundingClientRect().top - y);
  }
  for (const t of tombol) t.addEventListener("click", () => tampilkan(t.value === "cara"));
  pilihan.hidden = false;
})();
