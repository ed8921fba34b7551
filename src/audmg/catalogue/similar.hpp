// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/catalogue/catalogue.hpp"
#include "audmg/catalogue/table.hpp"
#include "audmg/core/deadline.hpp"
#include "audmg/core/result.hpp"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace audmg::catalogue {

using SimilarGroups = std::vector<std::vector<FileId>>;

/// Looks for groups of pictures that look alike: their dHashes differ in at most 5 of 64 bits, and
/// their shapes by at most 2 %. Pictures that are nearly of one color have no telling hash and are
/// left out. A group has its newest upload first, and the groups are in the order of these; a file
/// is in one group at most.
///
/// The work is bounded: a picture is compared in 21 ways with those that have 18 bits of the hash
/// in common with it, in each way with at most kMostCompared of them. Where more pictures than that
/// have the 18 bits in common, those whose hashes are nearest as numbers are compared, and two that
/// look alike may be left apart. For 100,000 pictures it takes about 0.2 s, and at most 2 s.
class SimilarSearch {
 public:
  static constexpr std::size_t kMostCompared = 256;

  /// Copies what is needed of the catalogue, which takes some milliseconds; it may change or go
  /// away afterwards.
  explicit SimilarSearch(const Catalogue& catalogue);

  /// Continues the search to its end. Errors: deadline_exceeded (retryable); the next call goes on
  /// near the place where this one stopped.
  [[nodiscard]] Result<void> advance(Deadline deadline = {});
  /// Precondition: advance() has succeeded.
  [[nodiscard]] SimilarGroups take_groups() &&;

 private:
  struct Picture {
    std::uint64_t hash = 0;
    std::uint32_t aspect = 0;
    IdBytes id{};
  };

  void join_copies();
  void join_similar(std::uint64_t mask, Deadline& deadline);
  [[nodiscard]] std::uint32_t root_of(std::uint32_t picture);
  void join(std::uint32_t a, std::uint32_t b);

  std::vector<Picture> pictures_;        ///< by hash and shape, once copies are joined
  std::vector<std::uint32_t> roots_;     ///< beside pictures_; equal for those of one group
  std::vector<std::uint32_t> compared_;  ///< numbers of pictures
  std::size_t masks_done_ = 0;
};

}  // namespace audmg::catalogue
