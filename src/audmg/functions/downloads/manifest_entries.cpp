// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/downloads/manifest_entries.hpp"

#include "audmg/database/integrity_repository.hpp"
#include "audmg/functions/archives/object_sums.hpp"
#include "audmg/lib/deflate/crc32.hpp"
#include "audmg/library/edits.hpp"
#include "audmg/library/file_view.hpp"
#include "audmg/library/xmp_document.hpp"

#include <string>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::string_view kXmpType = "application/rdf+xml";

}  // namespace

Result<std::uint32_t> ManifestEntries::crc32_of_original(const database::File& file) {
  if (file.crc32) return *file.crc32;
  AUDMG_TRY(const std::uint32_t crc32, services_.sums.crc32_of(file.object_key, reading_));
  AUDMG_CHECK(services_.integrity.note_findings(
      {.owner = file.owner, .file = file.id, .object_key = file.object_key}, {.crc32 = crc32}));
  return crc32;
}

Result<void> ManifestEntries::add(const database::File& file) {
  AUDMG_TRY(const library::FileView view, library::view_of(file));
  AUDMG_TRY(const std::uint32_t original_crc32, crc32_of_original(file));
  const auto modified = view.date.clock;
  const auto add_object = [&](std::string name, const std::string& object_key,
                              const std::string& content_type, std::uint64_t size,
                              const std::optional<std::uint32_t>& known) -> Result<void> {
    std::uint32_t crc32 = known.value_or(0);
    if (!known) {
      AUDMG_TRY(crc32, services_.sums.crc32_of(object_key, reading_));
    }
    entries_.push_back(
        {.file = {.name = std::move(name), .size = size, .crc32 = crc32, .modified = modified},
         .object_key = object_key,
         .content_type = content_type});
    return {};
  };
  const std::string name = names_.add(file.name);
  AUDMG_CHECK(add_object(name, file.object_key, file.content_type, file.size, original_crc32));
  for (const database::Companion& companion : file.companions) {
    AUDMG_CHECK(add_object(names_.add_beside(name, companion.name), companion.object_key,
                           companion.content_type, companion.size, companion.crc32));
  }
  if (sidecars_ == Sidecars::none) return {};
  AUDMG_TRY(const library::FileEdits edits, library::edits_from_json(file.edits));
  std::string document = library::xmp_document(library::xmp_facts_of(edits));
  if (document.empty()) return {};
  entries_.push_back({.file = {.name = names_.add(name + ".xmp"),
                               .size = document.size(),
                               .crc32 = deflate::crc32(document),
                               .modified = modified},
                      .content_type = std::string(kXmpType),
                      .text = std::move(document)});
  return {};
}

}  // namespace audmg::functions
