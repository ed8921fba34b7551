// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// The header of a sealed object, its wrapped key, and the streams behind them.
#include "sealing/object_maker.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace audmg;

const sealing::Keyring& fixed_keyring() {
  static const sealing::Keyring kKeyring({}, 1, {openssl::AesGcmKey{}});
  return kKeyring;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view object(reinterpret_cast<const char*>(bytes), size);
  const auto raw = std::as_bytes(std::span(object));
  if (const auto header = sealing::decode_sealed_header(raw)) {
    const auto again = sealing::encode_sealed_header(*header);
    AUDMG_ASSERT(sealing::looks_sealed(raw));
    AUDMG_ASSERT(std::ranges::equal(again, raw.first(again.size())));
    if (const auto plain = sealing::plain_object_bytes(size, header->stream_bytes)) {
      AUDMG_ASSERT(sealing::sealed_object_bytes(*plain, header->stream_bytes) == size);
    }
  }
  static_cast<void>(sealing::opened_object(fixed_keyring(), "orig/a/b", object));
  // As if the header had been right: the streams are read on their own.
  const sealing::SealedObject known =
      sealing::SealedObject::make(fixed_keyring(), "orig/a/b", size % 7 * 1000);
  const auto plain = sealing::plain_object_bytes(size, known.stream_bytes());
  if (!plain) return 0;
  const auto read = [raw](std::uint64_t offset, std::span<std::byte> into) -> Result<std::size_t> {
    const auto from = raw.subspan(std::min<std::size_t>(offset, raw.size()));
    const std::size_t count = std::min(from.size(), into.size());
    std::copy_n(from.begin(), count, into.begin());
    return count;
  };
  sealing::SealedReader reader(std::make_shared<const sealing::SealedObject>(known), *plain, read);
  std::string into(100, '\0');
  AUDMG_ASSERT(!reader.read_at(*plain / 2, std::as_writable_bytes(std::span(into))) ||
               *plain / 2 >= *plain);
  return 0;
}
