// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/library/edits.hpp"
#include "audmg/library/text_rule.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// The members of a patch that are handled alike, each in one place for reading and writing.

namespace audmg::library {

template <class Edits>
struct TextField {
  std::string_view name;
  std::optional<std::string> Edits::* member;
  std::size_t max_bytes;
  Lines lines = Lines::one;
};

template <class Edits>
struct ListField {
  std::string_view name;
  std::optional<std::vector<std::string>> Edits::* member;
  std::size_t max_entries;
  std::size_t max_bytes;  ///< of one entry
};

template <class Edits>
struct NumberField {
  std::string_view name;
  std::optional<std::uint32_t> Edits::* member;
  std::uint32_t most;
};

/// Calls `visit` with each field of FileEdits; of TagEdits.
template <class Visit>
void visit_file_fields(Visit&& visit);
template <class Visit>
void visit_tag_fields(Visit&& visit);

// --- inline ---

inline constexpr std::size_t kMaxTitleBytes = 512;
inline constexpr std::size_t kMaxEditedDescriptionBytes = 16'384;
inline constexpr std::size_t kMaxEditedKeywords = 128;
inline constexpr std::size_t kMaxEditedKeywordBytes = 128;
inline constexpr std::size_t kMaxEditedNames = 32;  // artists, genres
inline constexpr std::size_t kMaxEditedNameBytes = 256;
inline constexpr std::size_t kMaxEditedCommentBytes = 2048;
inline constexpr std::size_t kMaxEditedLyricsBytes = 16'384;
inline constexpr std::uint32_t kMaxStars = 5;
inline constexpr std::uint32_t kMaxEditedTrack = 1'000'000;  // discs and totals too
inline constexpr std::uint32_t kMaxEditedYear = 9999;
inline constexpr std::uint32_t kMaxEditedBpm = 10'000;

template <class Visit>
void visit_file_fields(Visit&& visit) {
  using Text = TextField<FileEdits>;
  visit(Text{"title", &FileEdits::title, kMaxTitleBytes});
  visit(Text{"description", &FileEdits::description, kMaxEditedDescriptionBytes, Lines::many});
  visit(ListField<FileEdits>{"keywords", &FileEdits::keywords, kMaxEditedKeywords,
                             kMaxEditedKeywordBytes});
  visit(NumberField<FileEdits>{"rating", &FileEdits::rating, kMaxStars});
}

template <class Visit>
void visit_tag_fields(Visit&& visit) {
  using Text = TextField<TagEdits>;
  using List = ListField<TagEdits>;
  using Number = NumberField<TagEdits>;
  visit(Text{"artist", &TagEdits::artist, kMaxTitleBytes});
  visit(List{"artists", &TagEdits::artists, kMaxEditedNames, kMaxEditedNameBytes});
  visit(Text{"album", &TagEdits::album, kMaxTitleBytes});
  visit(Text{"albumArtist", &TagEdits::album_artist, kMaxTitleBytes});
  visit(List{"albumArtists", &TagEdits::album_artists, kMaxEditedNames, kMaxEditedNameBytes});
  visit(Text{"genre", &TagEdits::genre, kMaxEditedNameBytes});
  visit(List{"genres", &TagEdits::genres, kMaxEditedNames, kMaxEditedNameBytes});
  visit(Text{"composer", &TagEdits::composer, kMaxTitleBytes});
  visit(Text{"comment", &TagEdits::comment, kMaxEditedCommentBytes, Lines::many});
  visit(Text{"lyrics", &TagEdits::lyrics, kMaxEditedLyricsBytes, Lines::many});
  visit(Number{"track", &TagEdits::track, kMaxEditedTrack});
  visit(Number{"trackTotal", &TagEdits::track_total, kMaxEditedTrack});
  visit(Number{"disc", &TagEdits::disc, kMaxEditedTrack});
  visit(Number{"discTotal", &TagEdits::disc_total, kMaxEditedTrack});
  visit(Number{"year", &TagEdits::year, kMaxEditedYear});
  visit(Number{"bpm", &TagEdits::bpm, kMaxEditedBpm});
}

}  // namespace audmg::library
