// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/library/edits.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace audmg::library {

/// Facts for a sidecar; "", nullopt and an empty list are left out.
struct XmpFacts {
  std::string title{};
  std::string description{};
  std::vector<std::string> keywords{};
  std::optional<std::uint32_t> rating{};
  std::string date{};  ///< a text of parse_local_date()
  std::string place_name{};
  std::optional<double> latitude{};   ///< degrees, north is positive; set if `longitude` is
  std::optional<double> longitude{};  ///< degrees, east is positive; set if `latitude` is
  std::string artist{};
  std::string album{};
  std::string genre{};
  std::string composer{};
  std::string comment{};
  std::string lyrics{};
  std::optional<std::uint32_t> track{};
  std::optional<std::uint32_t> disc{};
  std::optional<std::uint32_t> year{};
  std::optional<std::uint32_t> bpm{};
  std::optional<bool> compilation{};

  [[nodiscard]] bool operator==(const XmpFacts&) const = default;
};

/// Returns the edits that a sidecar has a field for: all but `favorite`, the former name, the
/// artist of the album, and how many tracks and discs there are. Lists of artists and genres are
/// written as the text that is shown for them. Edits that say "none" are left out: a sidecar cannot
/// take a fact away.
[[nodiscard]] XmpFacts xmp_facts_of(const FileEdits& edits);

/// Returns the facts as a document of XMP (ISO 16684-1), for a file beside a picture or a
/// recording;
/// "" when there are none. Other programs read it; so does this one (media/metadata/xmp_sidecar).
[[nodiscard]] std::string xmp_document(const XmpFacts& facts);

}  // namespace audmg::library
