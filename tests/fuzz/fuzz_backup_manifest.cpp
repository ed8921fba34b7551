// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// A line of a backup's manifest. What is read must be read again as the same, and lead nowhere
// outside the snapshot's folder.
#include "audmg/backup/manifest_lines.hpp"
#include "audmg/core/result.hpp"
#include "audmg/storage/object_key.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace {

using namespace audmg;

void check_header(const backup::ManifestHeader& header) {
  AUDMG_ASSERT(storage::is_object_key(header.records.path));
  for (const backup::ManifestFile& secret : header.secrets) {
    AUDMG_ASSERT(storage::is_object_key(secret.path));
  }
  const std::string once = backup::header_line(header);
  const auto again = backup::read_header_line(once);
  AUDMG_ASSERT(again.has_value());
  AUDMG_ASSERT(backup::header_line(*again) == once);
}

void check_object(const backup::ManifestObject& object) {
  AUDMG_ASSERT(storage::is_object_key(object.key));
  const std::string once = backup::object_line(object);
  const auto again = backup::read_object_line(once);
  AUDMG_ASSERT(again.has_value());
  AUDMG_ASSERT(backup::object_line(*again) == once);
}

void check_end(const backup::EndLine& line) {
  const std::string once = backup::end_line(line.end, line.sha256);
  const auto again = backup::read_end_line(once);
  AUDMG_ASSERT(again.has_value() && again->has_value());
  AUDMG_ASSERT(backup::end_line((*again)->end, (*again)->sha256) == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view line(reinterpret_cast<const char*>(bytes), size);
  if (const auto header = backup::read_header_line(line)) check_header(*header);
  if (const auto object = backup::read_object_line(line)) check_object(*object);
  if (const auto end = backup::read_end_line(line); end && *end) check_end(**end);
  return 0;
}
