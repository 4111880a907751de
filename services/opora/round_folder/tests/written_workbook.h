// Workbooks that tests write, as spreadsheets do: a ZIP archive of XML parts.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <zip.h>

namespace opora::round_folder {

using Parts = std::map<std::string, std::string>;  // by their names in the archive

// Returns whether it was written.
inline bool write_archive(const std::filesystem::path& path, const Parts& parts) {
  int failure = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &failure);
  if (archive == nullptr) return false;
  bool added = true;
  for (const auto& [name, text] : parts) {
    zip_source_t* source = zip_source_buffer(archive, text.data(), text.size(), 0);
    if (source != nullptr && zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8) >= 0) continue;
    zip_source_free(source);  // only what was added is the archive's
    added = false;
  }
  return zip_close(archive) == 0 && added;
}

// The parts of a workbook with these sheets, by name: what stands in <sheetData>. Style 1 shows days, 2 days and times.
inline Parts workbook_of(const std::map<std::string, std::string>& sheets, const std::string& strings = "",
                         const std::string& properties = "") {
  Parts parts;
  std::string list, relations;
  int number = 0;
  for (const auto& [name, rows] : sheets) {
    const std::string id = std::to_string(++number);
    list += "<sheet name=\"" + name + "\" sheetId=\"" + id + "\" r:id=\"rId" + id + "\"/>";
    relations += "<Relationship Id=\"rId" + id + "\" Target=\"worksheets/sheet" + id + ".xml\"/>";
    parts["xl/worksheets/sheet" + id + ".xml"] =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet><sheetData>" + rows + "</sheetData></worksheet>";
  }
  parts["xl/workbook.xml"] = "<workbook xmlns:r=\"r\"><workbookPr " + properties + "/><sheets>" + list +
                             "</sheets></workbook>";
  parts["xl/_rels/workbook.xml.rels"] = "<Relationships>" + relations + "</Relationships>";
  parts["xl/sharedStrings.xml"] = "<sst>" + strings + "</sst>";
  parts["xl/styles.xml"] =
      "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"dd.mm.yyyy hh:mm\"/></numFmts>"
      "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/></cellXfs></styleSheet>";
  return parts;
}

// A row of texts, as openpyxl and others write them.
inline std::string inline_row(const std::string& comma_separated) {
  std::string row = "<row><c t=\"inlineStr\"><is><t>";
  for (const char c : comma_separated) row += c == ',' ? "</t></is></c><c t=\"inlineStr\"><is><t>" : std::string(1, c);
  return row + "</t></is></c></row>";
}

}  // namespace opora::round_folder
