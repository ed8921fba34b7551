// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: a merge patch of a file. What it makes of a file can be read, and the same patch again
// changes nothing.
#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/functions/edits/file_patch.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/library/file_view.hpp"

#include <cstddef>
#include <cstdint>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  using namespace audmg;
  const std::string_view text(reinterpret_cast<const char*>(bytes), size);
  const auto document = json::parse(text, {});
  if (!document || document->as_object() == nullptr) return 0;
  for (const auto kind : {database::FileKind::image, database::FileKind::audio}) {
    database::File file;
    file.name = "photo.jpg";
    file.kind = kind;
    auto patch = functions::FilePatch::read(*document);
    if (!patch) continue;
    const auto changed = patch->apply(file);
    AUDMG_ASSERT(changed || !patch->faults().empty());
    if (!changed) continue;
    AUDMG_ASSERT(!file.name.empty() && library::view_of(file));
    AUDMG_ASSERT(patch->apply(file) == false);
  }
  return 0;
}
