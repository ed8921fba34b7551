// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/storage/small_object.hpp"

#include <span>

namespace audmg::storage {

Result<void> put_small_object(const std::string& key, std::string_view bytes,
                              ObjectStore& objects) {
  AUDMG_TRY(const auto writer, objects.put_object({.key = key, .size = bytes.size()}));
  AUDMG_CHECK(writer->write(std::as_bytes(std::span(bytes.data(), bytes.size()))));
  AUDMG_CHECK(writer->commit());
  return {};
}

Result<std::string> get_small_object(std::string_view key, std::size_t max_bytes,
                                     ObjectStore& objects) {
  AUDMG_TRY(const auto reader, objects.get_object(key));
  if (reader->info().size > max_bytes) {
    return fail(ErrorCode::too_large, "an object larger than it may be: " + std::string(key));
  }
  std::string bytes(static_cast<std::size_t>(reader->info().size), '\0');
  std::size_t have = 0;
  while (have < bytes.size()) {
    const auto rest = std::as_writable_bytes(std::span(bytes.data(), bytes.size())).subspan(have);
    AUDMG_TRY(const std::size_t count, reader->read_at(have, rest));
    if (count == 0) break;
    have += count;
  }
  bytes.resize(have);
  return bytes;
}

}  // namespace audmg::storage
