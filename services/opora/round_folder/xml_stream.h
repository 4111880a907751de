// XML as a stream of elements, for files that strangers made: a document type is refused, and with it every entity but
// the five of XML itself; so are nesting and tags that no spreadsheet has.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

struct XML_ParserStruct;

namespace opora::round_folder {

// An element's attributes, for as long as its begin() lasts. Names are told without their prefixes.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  // Empty where there is none.
  std::string_view operator[](std::string_view name) const;

 private:
  const char** pairs_;
};

// What listens. Names are without their prefixes; text comes in pieces.
class XmlListener {
 public:
  XmlListener() = default;
  XmlListener(const XmlListener&) = delete;
  XmlListener& operator=(const XmlListener&) = delete;
  virtual ~XmlListener() = default;
  virtual void begin(std::string_view element, const XmlAttributes& attributes) = 0;
  virtual void end(std::string_view element) = 0;
  virtual void text(std::string_view piece) = 0;
  // Asked after each piece of the document: nothing more is wanted.
  virtual bool satisfied() const { return false; }
};

class XmlStream {
 public:
  explicit XmlStream(XmlListener& listener);
  ~XmlStream();
  XmlStream(const XmlStream&) = delete;
  XmlStream& operator=(const XmlStream&) = delete;

  // Whether to go on: false once the listener is satisfied or the document is refused.
  bool feed(std::string_view piece);
  // To be called after the last piece. Whether all was well-formed, to the end or to where the listener was satisfied.
  bool finish();

  // For expat's callbacks.
  void on_begin(const char* element, const char** attributes);
  void on_end(const char* element);
  void on_text(std::string_view piece) { listener_.text(piece); }
  void refuse();

 private:
  XML_ParserStruct* parser_;
  XmlListener& listener_;
  int depth_ = 0;
  std::int64_t fed_ = 0;  // bytes
  bool refused_ = false;
};

}  // namespace opora::round_folder
