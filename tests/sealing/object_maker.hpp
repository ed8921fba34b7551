// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/sealing/sealed_object.hpp"
#include "audmg/sealing/sealed_reader.hpp"
#include "audmg/sealing/stream_sealer.hpp"

#include <algorithm>
#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <utility>

namespace audmg::sealing {

/// Bytes that no two seeds share.
inline std::string random_plaintext(std::size_t size, std::uint32_t seed) {
  std::mt19937 random(seed);
  std::string text(size, '\0');
  for (char& c : text) c = static_cast<char>(random());
  return text;
}

inline std::string sealed_stream(const SealedObject& object, std::uint64_t number, bool is_last,
                                 std::string_view plain) {
  std::string sealed;
  const auto append = [&](std::span<const std::byte> bytes) -> Result<void> {
    sealed.append(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    return {};
  };
  StreamSealer sealer(object.begin_stream(number, is_last));
  AUDMG_ASSERT(sealer.append(std::as_bytes(std::span(plain)), append).has_value());
  AUDMG_ASSERT(sealer.finish(append).has_value());
  return sealed;
}

/// Seals a whole object, stream by stream.
inline std::string sealed_object(const Keyring& keyring, std::string_view name,
                                 std::string_view plain, std::uint64_t stream_bytes = 0) {
  const SealedObject object = SealedObject::make(keyring, name, stream_bytes);
  const SealedHeaderText header = object.header();
  std::string sealed(reinterpret_cast<const char*>(header.data()), header.size());
  const std::uint64_t count = stream_count(plain.size(), stream_bytes);
  for (std::uint64_t number = 0; number < count; ++number) {
    const std::string_view part =
        stream_bytes == 0 ? plain : plain.substr(number * stream_bytes, stream_bytes);
    sealed += sealed_stream(object, number, number + 1 == count, part);
  }
  return sealed;
}

/// Opens a whole object that lies in memory, which must outlive the reader.
inline Result<std::unique_ptr<SealedReader>> reader_of(const Keyring& keyring,
                                                       std::string_view name,
                                                       std::string_view sealed) {
  AUDMG_TRY(SealedObject object,
            SealedObject::open(std::as_bytes(std::span(sealed)), keyring, name));
  const auto size = plain_object_bytes(sealed.size(), object.stream_bytes());
  if (!size) return fail(ErrorCode::corrupt, std::string(name) + " has a size that none has");
  return std::make_unique<SealedReader>(
      std::make_shared<const SealedObject>(std::move(object)), *size,
      [sealed](std::uint64_t offset, std::span<std::byte> into) -> Result<std::size_t> {
        const auto from =
            std::as_bytes(std::span(sealed)).subspan(std::min<std::size_t>(offset, sealed.size()));
        const std::size_t count = std::min(from.size(), into.size());
        std::copy_n(from.begin(), count, into.begin());
        return count;
      });
}

inline Result<std::string> opened_object(const Keyring& keyring, std::string_view name,
                                         std::string_view sealed) {
  AUDMG_TRY(const auto reader, reader_of(keyring, name, sealed));
  std::string plain(reader->size(), '\0');
  AUDMG_TRY(const std::size_t count, reader->read_at(0, std::as_writable_bytes(std::span(plain))));
  AUDMG_ASSERT(count == plain.size());
  return plain;
}

}  // namespace audmg::sealing
