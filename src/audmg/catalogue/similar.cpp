// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/similar.hpp"

#include "audmg/catalogue/table.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <map>
#include <numeric>
#include <tuple>
#include <utility>

namespace audmg::catalogue {
namespace {

constexpr int kMostDifferentBits = 5;
/// Of nearly one color, or of one gradient, is a picture whose hash has fewer ones or zeros.
constexpr int kLeastTellingBits = 5;
/// 2 %.
constexpr std::uint64_t kAspectPercent = 2;

/// Hashes that differ in 5 bits are equal in at least two of seven parts; so each pair is met when
/// the pictures are sorted by two of the parts, for each choice of two.
constexpr std::size_t kParts = 7;
constexpr std::array<unsigned, kParts + 1> kPartBegins = {0, 9, 18, 27, 36, 45, 54, 64};

bool is_telling(std::uint64_t hash) {
  const int ones = std::popcount(hash);
  return ones >= kLeastTellingBits && ones <= 64 - kLeastTellingBits;
}

bool same_aspect(std::uint64_t a, std::uint64_t b) {
  return std::max(a, b) * 100 <= std::min(a, b) * (100 + kAspectPercent);
}

constexpr std::uint64_t part_mask(std::size_t part) {
  const unsigned bits = kPartBegins[part + 1] - kPartBegins[part];
  return ((std::uint64_t{1} << bits) - 1) << kPartBegins[part];
}

/// Returns the masks of all pairs of parts.
constexpr std::array<std::uint64_t, kParts*(kParts - 1) / 2> pair_masks() {
  std::array<std::uint64_t, kParts*(kParts - 1) / 2> masks{};
  std::size_t next = 0;
  for (std::size_t first = 0; first < kParts; ++first) {
    for (std::size_t second = first + 1; second < kParts; ++second) {
      masks[next++] = part_mask(first) | part_mask(second);
    }
  }
  return masks;
}
constexpr auto kMasks = pair_masks();

}  // namespace

SimilarSearch::SimilarSearch(const Catalogue& catalogue) {
  const Table& table = catalogue.table();
  for (RowNumber number = 0; number < table.row_count(); ++number) {
    const Row& row = table.row(number);
    if (row.has(Row::kRemoved) || !row.has(Row::kHasHash) || row.aspect == 0) continue;
    if (is_telling(row.difference_hash)) {
      pictures_.push_back({row.difference_hash, row.aspect, row.id});
    }
  }
}

std::uint32_t SimilarSearch::root_of(std::uint32_t picture) {
  while (roots_[picture] != picture) picture = roots_[picture] = roots_[roots_[picture]];
  return picture;
}

void SimilarSearch::join(std::uint32_t a, std::uint32_t b) { roots_[root_of(a)] = root_of(b); }

/// Joins copies, and keeps one picture of each hash and shape: a thousand copies are not compared
/// with each other.
void SimilarSearch::join_copies() {
  std::ranges::sort(pictures_, {}, [](const Picture& picture) {
    return std::tie(picture.hash, picture.aspect, picture.id);
  });
  roots_.resize(pictures_.size());
  std::iota(roots_.begin(), roots_.end(), std::uint32_t{0});
  for (std::uint32_t i = 0; i < pictures_.size(); ++i) {
    const bool copy = i > 0 && pictures_[i].hash == pictures_[i - 1].hash &&
                      same_aspect(pictures_[i].aspect, pictures_[i - 1].aspect);
    if (copy) join(i, i - 1);
    if (!copy || pictures_[i].aspect != pictures_[i - 1].aspect) compared_.push_back(i);
  }
}

/// Compares pictures whose hashes are equal in the mask, each with those that follow it.
void SimilarSearch::join_similar(std::uint64_t mask, Deadline& deadline) {
  // The numbers of pictures ascend with their hashes.
  std::ranges::sort(compared_, {},
                    [&](std::uint32_t i) { return std::pair(pictures_[i].hash & mask, i); });
  for (std::size_t begin = 0; begin < compared_.size() && !deadline.passed(); ++begin) {
    const Picture& a = pictures_[compared_[begin]];
    const std::size_t end = std::min(compared_.size(), begin + 1 + kMostCompared);
    for (std::size_t i = begin + 1; i < end; ++i) {
      const Picture& b = pictures_[compared_[i]];
      if (((a.hash ^ b.hash) & mask) != 0) break;
      if (std::popcount(a.hash ^ b.hash) <= kMostDifferentBits && same_aspect(a.aspect, b.aspect)) {
        join(compared_[begin], compared_[i]);
      }
    }
  }
}

Result<void> SimilarSearch::advance(Deadline deadline) {
  if (roots_.size() != pictures_.size()) join_copies();
  for (; masks_done_ < kMasks.size(); ++masks_done_) {
    join_similar(kMasks[masks_done_], deadline);
    AUDMG_CHECK(deadline.check());
  }
  return {};
}

SimilarGroups SimilarSearch::take_groups() && {
  AUDMG_ASSERT(masks_done_ == kMasks.size());
  std::map<std::uint32_t, std::vector<IdBytes>> members;
  for (std::uint32_t i = 0; i < pictures_.size(); ++i) {
    members[root_of(i)].push_back(pictures_[i].id);
  }
  std::vector<std::vector<IdBytes>> found;
  for (auto& [root, ids] : members) {
    if (ids.size() < 2) continue;
    std::ranges::sort(ids, std::ranges::greater());
    found.push_back(std::move(ids));
  }
  std::ranges::sort(found, std::ranges::greater(), [](const auto& ids) { return ids.front(); });
  SimilarGroups groups;
  groups.reserve(found.size());
  for (const auto& ids : found) {
    auto& group = groups.emplace_back();
    for (const IdBytes& id : ids) group.push_back(to_file_id(id));
  }
  return groups;
}

}  // namespace audmg::catalogue
