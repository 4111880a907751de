// Requests that hold a passphrase are wiped before their memory is given to others.
#pragma once

#include <google/protobuf/message.h>

namespace opora {

// Zeros the bytes of every text in a message and in those inside of it. Their sizes stay.
void wipe_texts(google::protobuf::Message& message);

// Does so when it goes.
class Wiped {
 public:
  explicit Wiped(google::protobuf::Message& message) : message_(message) {}
  ~Wiped() { wipe_texts(message_); }
  Wiped(const Wiped&) = delete;
  Wiped& operator=(const Wiped&) = delete;

 private:
  google::protobuf::Message& message_;
};

}  // namespace opora
