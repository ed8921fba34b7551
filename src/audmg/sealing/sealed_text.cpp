// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/sealed_text.hpp"

#include "audmg/sealing/sealed_object.hpp"
#include "audmg/sealing/sealed_reader.hpp"
#include "audmg/sealing/stream_sealer.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace audmg::sealing {
namespace {

std::string_view as_text(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace

std::string seal_text(const Keyring& keyring, std::string_view name, std::string_view text) {
  const SealedObject object = SealedObject::make(keyring, name, 0);
  std::string sealed(as_text(object.header()));
  const auto append = [&](std::span<const std::byte> bytes) -> Result<void> {
    sealed.append(as_text(bytes));
    return {};
  };
  StreamSealer sealer(object.begin_stream(0, true));
  const bool ok = sealer.append(std::as_bytes(std::span(text)), append) && sealer.finish(append);
  AUDMG_ASSERT(ok);
  return sealed;
}

Result<std::string> open_text(const Keyring& keyring, std::string_view name,
                              std::string_view sealed) {
  const auto bytes = std::as_bytes(std::span(sealed));
  AUDMG_TRY(SealedObject object, SealedObject::open(bytes, keyring, name));
  const auto size = plain_object_bytes(bytes.size(), object.stream_bytes());
  if (!size) {
    return fail(ErrorCode::corrupt,
                std::string("the sealed text ").append(name).append(" is cut off"));
  }
  const auto read_stored = [&](std::uint64_t offset,
                               std::span<std::byte> into) -> Result<std::size_t> {
    if (offset >= bytes.size()) return 0;
    const auto from = bytes.subspan(static_cast<std::size_t>(offset));
    const std::size_t count = std::min(from.size(), into.size());
    std::copy_n(from.begin(), count, into.begin());
    return count;
  };
  SealedReader reader(std::make_shared<const SealedObject>(std::move(object)), *size, read_stored);
  std::string text(static_cast<std::size_t>(*size), '\0');
  AUDMG_CHECK(reader.read_at(0, std::as_writable_bytes(std::span(text))));
  return text;
}

}  // namespace audmg::sealing
