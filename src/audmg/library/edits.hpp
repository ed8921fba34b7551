// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/core/result.hpp"
#include "audmg/database/file.hpp"
#include "audmg/lib/json/document.hpp"
#include "audmg/library/local_date.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::library {

// Statements of a person about a file. They are stored beside the facts that were found in the
// bytes (the media record), which may be extracted again at any time, and win wherever they are
// set. A value that is set but empty ("", an empty list, 0) says that there is none; a value that
// is not set leaves the fact as it was found.

/// Where the picture was taken or the sound recorded. Name and coordinates are independent.
struct PlaceEdits {
  std::optional<std::string> name{};
  std::optional<double> latitude{};   ///< degrees, north is positive; set if `longitude` is
  std::optional<double> longitude{};  ///< degrees, east is positive; set if `latitude` is

  [[nodiscard]] bool operator==(const PlaceEdits&) const = default;
};

/// Tags of audio beside its title. Without `artists`, a new `artist` is the only one, and so on.
struct TagEdits {
  std::optional<std::string> artist{};
  std::optional<std::vector<std::string>> artists{};
  std::optional<std::string> album{};
  std::optional<std::string> album_artist{};
  std::optional<std::vector<std::string>> album_artists{};
  std::optional<std::string> genre{};
  std::optional<std::vector<std::string>> genres{};
  std::optional<std::uint32_t> track{};
  std::optional<std::uint32_t> track_total{};
  std::optional<std::uint32_t> disc{};
  std::optional<std::uint32_t> disc_total{};
  std::optional<std::uint32_t> year{};
  std::optional<std::uint32_t> bpm{};
  std::optional<bool> compilation{};
  std::optional<std::string> composer{};
  std::optional<std::string> comment{};
  std::optional<std::string> lyrics{};

  [[nodiscard]] bool operator==(const TagEdits&) const = default;
};

struct FileEdits {
  /// The name under which the file was uploaded; unset while it has that name.
  std::optional<std::string> uploaded_name{};
  std::optional<std::string> title{};
  std::optional<std::string> description{};
  /// A text of parse_local_date().
  std::optional<std::string> date{};
  std::optional<std::vector<std::string>> keywords{};
  std::optional<std::uint32_t> rating{};  ///< 1 to 5; 0: none
  bool favorite = false;
  PlaceEdits place{};
  TagEdits tags{};

  [[nodiscard]] bool operator==(const FileEdits&) const = default;
};

/// A member of a patch that cannot be applied.
struct PatchFault {
  std::string field;    ///< "title", "place.latitude"
  std::string code;     ///< "wrong_type", "too_long", "invalid", "out_of_range"
  std::string message;  ///< a sentence for the client
};

/// Applies a JSON merge patch (RFC 7396) of the members `title`, `description`, `date`, `favorite`,
/// `rating`, `keywords`, `place` and, for audio, `tags`; null unsets a value. Other members are
/// ignored. Returns everything that is wrong with the patch; then the edits are of no use.
[[nodiscard]] std::vector<PatchFault> apply_patch(const json::Value& patch, database::FileKind kind,
                                                  FileEdits& edits);

/// Returns the edits as the rows keep them: one JSON object in the form of a patch; "" for none.
[[nodiscard]] std::string edits_to_json(const FileEdits& edits);
/// Reads a text of edits_to_json(). Errors: corrupt.
[[nodiscard]] Result<FileEdits> edits_from_json(std::string_view text);

}  // namespace audmg::library
