// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

// These functions read leniently what people write into tags.
namespace audmg::media {

/// Returns the text of a tag for display: valid UTF-8 without control characters or surrounding
/// white space, at most `max_bytes` long. The charset of text that is not UTF-8 is guessed.
[[nodiscard]] std::string clean_tag_text(std::string_view text, std::size_t max_bytes);
/// Does the same for a text of several lines, whose ends become "\n".
[[nodiscard]] std::string clean_tag_lines(std::string_view text, std::size_t max_bytes);

/// Returns the year of a date in any order and notation ("2004-05-06", "20040506", "06/05/2004",
/// "12 May 1999", "ca. 1970"); nullopt when none has four digits.
[[nodiscard]] std::optional<std::uint32_t> year_of(std::string_view date);

/// A number and the total after it.
struct NumberOfTotal {
  std::optional<std::uint32_t> number{};
  std::optional<std::uint32_t> total{};
};
/// Reads "3", "03/12", "3 of 12" or "A3". Zero and numbers over kMaxTrack are unknown.
[[nodiscard]] NumberOfTotal read_number_of_total(std::string_view text);

/// Splits values at the separator that programs use for several names in one, ";", and removes
/// blanks, empty values and repetitions.
[[nodiscard]] std::vector<std::string> split_names(const std::vector<std::string>& values);

/// Returns the time in RFC 3339 of "2021-06-12T14:03:07.5+0200" and the like (a blank for the T,
/// "Z", "+02:00" or no offset); "" when it lacks a part or cannot be.
[[nodiscard]] std::string recording_time(std::string_view text);

}  // namespace audmg::media
