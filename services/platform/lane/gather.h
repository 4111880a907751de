// What a handler needs, asked for in one call:
//
//   TRY(found, gather(tx, one<Session>(id), maybe<Group>(command.group), all<Person>(people),
//                     [&](Reader& reader) { return seats_of(reader, id); }));
//   auto& [session, group, known, seats] = found;
//
// On a network a batch first learns what all its commands want and fetches that in one trip. What stands in one
// gather() is fetched together; what is asked for after it costs another trip. On every engine all wishes are looked
// at, and the first in their order that is refused is the answer.
#pragma once

#include <array>
#include <span>
#include <tuple>
#include <type_traits>
#include <utility>

#include "platform/lane/transaction.h"

namespace opora {

// The value under a key; refused as not found if there is none. Like all wishes it borrows its key: write it where it
// is gathered.
template <class T>
auto one(const typename Stored<T>::Key& key) {
  return [&key](Reader& reader) { return reader.load<T>(key); };
}

// The value under a key, or nothing.
template <class T>
auto maybe(const typename Stored<T>::Key& key) {
  return [&key](Reader& reader) { return reader.find<T>(key); };
}

// Those of the values that exist, in the order of their keys.
template <class T>
auto all(std::span<const typename Stored<T>::Key> keys) {
  return [keys](Reader& reader) { return reader.load_all<T>(keys); };
}

// A tuple of what the wishes found. A wish is any call of a Reader that returns a Result, so what needs several reads
// is one too.
template <class... Wishes>
auto gather(Reader& reader, Wishes&&... wishes)
    -> Result<std::tuple<typename std::invoke_result_t<Wishes&, Reader&>::value_type...>> {
  std::tuple<std::invoke_result_t<Wishes&, Reader&>...> answers{wishes(reader)...};  // braces: in this order
  return std::apply(
      [](auto&... answer) -> Result<std::tuple<typename std::decay_t<decltype(answer)>::value_type...>> {
        const std::array<Error*, sizeof...(answer)> errors{(answer ? nullptr : &answer.error())...};
        Error* refusal = nullptr;
        for (Error* error : errors) {
          if (error == nullptr) continue;
          if (Reader::is_collecting(*error)) return tl::unexpected(std::move(*error));
          if (refusal == nullptr) refusal = error;
        }
        if (refusal != nullptr) return tl::unexpected(std::move(*refusal));
        return std::tuple(*std::move(answer)...);
      },
      answers);
}

}  // namespace opora
