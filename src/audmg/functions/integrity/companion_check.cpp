// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/integrity/companion_check.hpp"

#include "audmg/functions/integrity/content_check.hpp"
#include "audmg/storage/object_store.hpp"

#include <utility>

namespace audmg::functions {
namespace {

/// Reads one; `findings` counts the bytes.
Result<bool> has_right_bytes(const database::File& file, const database::Companion& companion,
                             CompanionFindings& findings, const ObjectServices& services) {
  const database::File looked_at = as_file(file, companion);
  auto reader = services.objects.get_object(companion.object_key);
  if (!reader && reader.error().code == ErrorCode::corrupt) return false;
  if (!reader) return std::unexpected(std::move(reader).error());
  ContentCheck check(*std::move(reader), looked_at);
  for (;;) {
    const auto count = check.read_piece();
    if (!count && count.error().code == ErrorCode::corrupt) return false;
    if (!count) return std::unexpected(count.error());
    if (*count == 0) break;
    findings.bytes_read += *count;
  }
  return check.finish().damage.empty();
}

}  // namespace

database::File as_file(const database::File& picture, const database::Companion& companion) {
  database::File file = picture;
  file.object_key = companion.object_key;
  file.size = companion.size;
  file.sha256 = companion.sha256;
  file.crc32 = companion.crc32;
  return file;
}

bool is_of_a_companion(std::string_view damage) noexcept {
  return damage == kCompanionMissing || damage == kCompanionChanged;
}

Result<CompanionFindings> check_companions(const database::File& file, bool reads,
                                           const ObjectServices& services) {
  CompanionFindings findings;
  for (const database::Companion& companion : file.companions) {
    const auto object = services.objects.head_object(companion.object_key);
    if (!object && object.error().code == ErrorCode::not_found) {
      findings.damage = kCompanionMissing;
      findings.wrong.push_back(companion);
      continue;
    }
    if (!object && object.error().code != ErrorCode::corrupt) {
      return std::unexpected(object.error());
    }
    bool right = object && object->size == companion.size &&
                 (object->sha256.empty() || object->sha256 == companion.sha256);
    if (right && reads) {
      AUDMG_TRY(right, has_right_bytes(file, companion, findings, services));
    }
    if (right) continue;
    findings.damage = kCompanionChanged;
    findings.wrong.push_back(companion);
  }
  return findings;
}

}  // namespace audmg::functions
