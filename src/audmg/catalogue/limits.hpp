// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace audmg::catalogue {

// Limits of one catalogue, entry or query. Text beyond its limit is cut, a list keeps its first
// elements: the file is still listed, and found by the rest.

inline constexpr std::size_t kMaxEntries = 4'000'000;
/// Dates outside of these years are moved to their beginning or end.
inline constexpr std::chrono::year kFirstYear{1};
inline constexpr std::chrono::year kLastYear{9999};
inline constexpr std::size_t kMaxNameBytes = 1024;
inline constexpr std::size_t kMaxTitleBytes = 1024;
/// Limits the folded description and other text of one entry, together.
inline constexpr std::size_t kMaxDescriptionBytes = 16 * 1024;
/// Limits a keyword, a place, an artist and every other text that many files may share.
inline constexpr std::size_t kMaxTermBytes = 512;
/// Keywords, names of a place, artists and collections of one entry, together.
inline constexpr std::size_t kMaxTermsOfEntry = 1000;

inline constexpr std::size_t kMaxQueryBytes = 1000;
/// Words, phrases and dates of one query; more are ignored.
inline constexpr std::size_t kMaxClauses = 16;

/// Limits of the folded texts of all entries, of the different terms, and of the terms of all
/// entries.
inline constexpr std::size_t kMaxTextBytes = std::size_t{2} << 30;
/// Their texts, folded or not, have fewer than 4 GiB.
inline constexpr std::size_t kMaxTerms = 4'000'000;
static_assert(kMaxTerms * (kMaxTermBytes + 1) < UINT32_MAX);
inline constexpr std::size_t kMaxTermsOfRows = 400'000'000;

}  // namespace audmg::catalogue
