// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/media/companions/companion_type.hpp"

#include "audmg/media/companions/video_check.hpp"
#include "audmg/media/companions/xmp_check.hpp"
#include "audmg/media/types/byte_window.hpp"
#include "audmg/media/types/file_type.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace audmg::media {
namespace {

constexpr std::string_view kXmp = "application/rdf+xml";

CompanionVerdict problem(std::string text) { return {.type = {}, .problem = std::move(text)}; }

Result<CompanionVerdict> inspect_video(const CompanionType& type, ByteWindow& bytes) {
  const std::string_view why = check_video(bytes);
  if (bytes.error()) return std::unexpected(*bytes.error());
  if (bytes.spent()) return problem("The video has far too many parts.");
  if (!why.empty()) return problem(std::string(why));
  return CompanionVerdict{.type = type, .problem = {}};
}

}  // namespace

std::uint64_t max_companion_bytes(CompanionForm form) noexcept {
  switch (form) {
    case CompanionForm::video:
      return kMaxCompanionVideoBytes;
    case CompanionForm::xmp:
      return kMaxXmpSidecarBytes;
  }
  return 0;
}

CompanionVerdict identify_companion_head(std::span<const std::byte> bytes) {
  const auto first = bytes.first(std::min(bytes.size(), kHeadBytes));
  const Head head(first);
  if (const auto content_type = match_video_head(head)) {
    return {.type = CompanionType{CompanionForm::video, *content_type}, .problem = {}};
  }
  if (begins_as_xmp(first)) {
    return {.type = CompanionType{CompanionForm::xmp, kXmp}, .problem = {}};
  }
  return problem("This is neither an MP4 or QuickTime video nor an XMP sidecar.");
}

Result<CompanionVerdict> inspect_companion(storage::ObjectReader& object) {
  ByteWindow bytes(object);
  CompanionVerdict verdict = identify_companion_head(bytes.head());
  if (bytes.error()) return std::unexpected(*bytes.error());
  if (!verdict.type) return verdict;
  const std::uint64_t most = max_companion_bytes(verdict.type->form);
  if (object.info().size > most) {
    return problem(fmt::format("A companion of this type has {} bytes at most.", most));
  }
  if (verdict.type->form == CompanionForm::video) return inspect_video(*verdict.type, bytes);
  AUDMG_TRY(const std::string_view why, check_xmp(object));
  if (!why.empty()) return problem(std::string(why));
  return verdict;
}

}  // namespace audmg::media
