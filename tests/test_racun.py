"""The driver's eyes: a document in which a payload does work is named, so that a table of zeros means something."""

import csv
import json
import zipfile

import openpyxl
import pikepdf
import racun


def test_the_browser_sees_a_script_a_request_and_an_event(peramban, tmp_path):
    path = tmp_path / "a.html"
    path.write_text("<p>x</p><script>window.kena=101</script><img src='http://127.0.0.1:9/112.png' onerror='window.kena=102'><a href='javascript:alert(110)'>x</a>", "utf-8")
    _, buruk = racun.lihat_html(path, peramban)
    for mulai in ("skrip", "permintaan http://127.0.0.1:9/112.png", "atribut onerror", "atribut href=javascript:"):
        assert any(b.startswith(mulai) for b in buruk), mulai


def test_a_pdf_that_runs_or_links(tmp_path):
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.Root.OpenAction = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name("/JavaScript"), JS=pikepdf.String("app.alert(1)")))
    pdf.Root.AA = pdf.make_indirect(pikepdf.Dictionary(S=pikepdf.Name("/URI"), URI=pikepdf.String("http://jahat.example/112.png")))
    pdf.save(tmp_path / "a.pdf")
    assert sorted(b.split()[1] for b in racun.lihat_pdf(tmp_path / "a.pdf")[1]) == ["/JavaScript", "/URI"]


def test_office_files_with_formulas_fields_and_links(tmp_path):
    wb = openpyxl.Workbook()
    wb.active["A1"] = racun.MUATAN["DDE"]
    wb.save(tmp_path / "a.xlsx")
    assert racun.lihat_xlsx(tmp_path / "a.xlsx")[1] == ["rumus Sheet!A1 =cmd|' /C calc'!A105"]
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as z:
        z.writestr("word/document.xml", "<w:instrText>DDEAUTO c:\\cmd</w:instrText>")
        z.writestr("word/_rels/document.xml.rels", "<Relationship Target='http://jahat.example/112.png' TargetMode='External'/>")
    assert racun.lihat_docx(tmp_path / "a.docx")[1] == ["bidang DDEAUTO c:\\cmd", "tautan word/_rels/document.xml.rels"]


def test_a_notebook_with_markup_and_a_ledger_with_formulas(tmp_path):
    (tmp_path / "a.ipynb").write_text(json.dumps({"cells": [{"outputs": [{"data": {"text/html": [f"<p>{racun.MUATAN['skrip']}"]}}]}]}), "utf-8")
    assert len(racun.lihat_ipynb(tmp_path / "a.ipynb")[1]) == 1
    with (tmp_path / "a.csv").open("w", encoding="utf-8", newline="") as f:
        csv.writer(f).writerow(["-0,15", "-7229814333", "-", "a", "=1", "+1", "@A", "-1+1"])
    assert racun.lihat_buku(tmp_path / "a.csv")[1] == ["sel =1", "sel +1", "sel @A", "sel -1+1"]
