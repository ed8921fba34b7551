// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/library/edits.hpp"
#include "audmg/library/local_date.hpp"
#include "audmg/media/record/facts.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::library {

/// Where the date of a file comes from, the best first.
enum class DateSource {
  person,    ///< the owner said so
  bytes,     ///< camera or recorder
  modified,  ///< when the client's copy was last changed, in UTC
  uploaded   ///< in UTC
};

/// A file as its owner sees it: the facts that were found, with the owner's edits over them.
struct FileView {
  /// The media record with the edits in it, where it has a place for them. Until facts were found
  /// it is empty but for the tags that the owner gave an audio file. The lists of people and genres
  /// agree with the display texts.
  media::MediaRecord record{};
  LocalDate date{};
  DateSource date_source = DateSource::uploaded;
  std::string title{};  ///< of audio: the title among its tags
  std::string description{};
  std::vector<std::string> keywords{};
  std::optional<std::uint32_t> rating{};  ///< 1 to 5
  bool favorite = false;
  std::optional<media::Place> place{};
  std::string creator{};
  std::string copyright{};
};

/// Puts the title and the tags that a person gave over those that were found: a change of a list of
/// names changes the text that is shown for it, and the other way round.
void override_tags(media::AudioTags& tags, const FileEdits& edits);

/// Errors: corrupt, when the row's record or edits cannot be read.
[[nodiscard]] Result<FileView> view_of(const database::File& file);

}  // namespace audmg::library
