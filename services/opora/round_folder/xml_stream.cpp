#include "opora/round_folder/xml_stream.h"

#include <new>

#include <expat.h>

namespace opora::round_folder {
namespace {

constexpr int kDepthMax = 64;
constexpr std::int64_t kTagBytesMax = std::int64_t{1} << 20;

std::string_view without_prefix(std::string_view name) {
  const auto colon = name.find(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

XmlStream& stream_of(void* data) { return *static_cast<XmlStream*>(data); }

void begin(void* data, const char* element, const char** attributes) { stream_of(data).on_begin(element, attributes); }
void end(void* data, const char* element) { stream_of(data).on_end(element); }
void text(void* data, const char* piece, int size) { stream_of(data).on_text({piece, static_cast<std::size_t>(size)}); }
void doctype(void* data, const char*, const char*, const char*, int) { stream_of(data).refuse(); }

}  // namespace

std::string_view XmlAttributes::operator[](std::string_view name) const {
  for (const char** pair = pairs_; *pair != nullptr; pair += 2)
    if (without_prefix(pair[0]) == name) return pair[1];
  return {};
}

XmlStream::XmlStream(XmlListener& listener) : parser_(XML_ParserCreate(nullptr)), listener_(listener) {
  if (parser_ == nullptr) throw std::bad_alloc();
  XML_SetUserData(parser_, this);
  XML_SetElementHandler(parser_, begin, end);
  XML_SetCharacterDataHandler(parser_, text);
  XML_SetStartDoctypeDeclHandler(parser_, doctype);
}

XmlStream::~XmlStream() { XML_ParserFree(parser_); }

bool XmlStream::feed(std::string_view piece) {
  if (refused_ || listener_.satisfied()) return false;
  if (XML_Parse(parser_, piece.data(), static_cast<int>(piece.size()), XML_FALSE) != XML_STATUS_OK) refused_ = true;
  // expat keeps a tag until its end has come and looks through it anew with each piece: over an hour for 512 MiB.
  fed_ += static_cast<std::int64_t>(piece.size());
  const std::int64_t tag = XML_GetCurrentByteIndex(parser_);
  if (tag >= 0 && fed_ - tag > kTagBytesMax) refused_ = true;
  return !refused_ && !listener_.satisfied();
}

bool XmlStream::finish() {
  if (refused_) return false;
  return listener_.satisfied() || XML_Parse(parser_, "", 0, XML_TRUE) == XML_STATUS_OK;
}

void XmlStream::on_begin(const char* element, const char** attributes) {
  if (++depth_ > kDepthMax) return refuse();
  listener_.begin(without_prefix(element), XmlAttributes(attributes));
}

void XmlStream::on_end(const char* element) {
  --depth_;
  listener_.end(without_prefix(element));
}

void XmlStream::refuse() {
  refused_ = true;
  XML_StopParser(parser_, XML_FALSE);
}

}  // namespace opora::round_folder
