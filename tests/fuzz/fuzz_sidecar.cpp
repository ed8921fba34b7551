// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Reads what lies beside an original in the object store: anybody with the bucket or the disk may
// have written it.
#include "audmg/core/result.hpp"
#include "audmg/functions/integrity/sidecar.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  if (const auto key = functions::object_key_of_sidecar(text)) {
    AUDMG_ASSERT(functions::sidecar_key(*key) == text);
  }
  if (const auto companion = functions::read_companion_sidecar(text)) {
    AUDMG_ASSERT(!companion->owner.empty() && !companion->picture.empty());
    const auto again =
        functions::read_companion_sidecar(functions::write_companion_sidecar(*companion));
    AUDMG_ASSERT(again.has_value());
    AUDMG_ASSERT(again->companion == companion->companion);
    AUDMG_ASSERT(again->owner == companion->owner && again->picture == companion->picture);
  }
  const auto sidecar = functions::read_sidecar(text);
  if (!sidecar) return 0;
  AUDMG_ASSERT(!sidecar->file.owner.empty() && !sidecar->file.id.empty());
  const auto again = functions::read_sidecar(functions::write_sidecar(*sidecar));
  AUDMG_ASSERT(again.has_value());
  AUDMG_ASSERT(again->file.id == sidecar->file.id && again->file.owner == sidecar->file.owner);
  AUDMG_ASSERT(again->file.name == sidecar->file.name && again->username == sidecar->username);
  AUDMG_ASSERT(again->file.sha256 == sidecar->file.sha256);
  AUDMG_ASSERT(again->file.crc32 == sidecar->file.crc32);
  AUDMG_ASSERT(again->file.uploaded_at == sidecar->file.uploaded_at);
  AUDMG_ASSERT(again->file.modified_at == sidecar->file.modified_at);
  AUDMG_ASSERT(again->file.object_key == sidecar->file.object_key);
  return 0;
}
