// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/catalogue/similar.hpp"

#include "audmg/catalogue/table.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <map>
#include <numeric>
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

struct Picture {
  std::uint64_t hash = 0;
  std::uint32_t aspect = 0;
  RowNumber number = 0;
};

bool is_telling(std::uint64_t hash) {
  const int ones = std::popcount(hash);
  return ones >= kLeastTellingBits && ones <= 64 - kLeastTellingBits;
}

bool same_aspect(std::uint64_t a, std::uint64_t b) {
  return std::max(a, b) * 100 <= std::min(a, b) * (100 + kAspectPercent);
}

std::uint64_t part_mask(std::size_t part) {
  const unsigned bits = kPartBegins[part + 1] - kPartBegins[part];
  return ((std::uint64_t{1} << bits) - 1) << kPartBegins[part];
}

/// Pictures that belong together, directly or through others.
class Groups {
 public:
  explicit Groups(std::size_t count) : parents_(count) {
    std::iota(parents_.begin(), parents_.end(), std::size_t{0});
  }

  [[nodiscard]] std::size_t find(std::size_t i) {
    while (parents_[i] != i) i = parents_[i] = parents_[parents_[i]];
    return i;
  }
  void join(std::size_t a, std::size_t b) { parents_[find(a)] = find(b); }

 private:
  std::vector<std::size_t> parents_;
};

std::vector<Picture> telling_pictures(const Table& table) {
  std::vector<Picture> pictures;
  for (RowNumber number = 0; number < table.row_count(); ++number) {
    const Row& row = table.row(number);
    if (row.has(Row::kRemoved) || !row.has(Row::kHasHash) || row.aspect == 0) continue;
    if (is_telling(row.difference_hash)) {
      pictures.push_back({row.difference_hash, row.aspect, number});
    }
  }
  std::ranges::sort(pictures, {},
                    [](const Picture& picture) { return std::pair(picture.hash, picture.aspect); });
  return pictures;
}

/// Joins copies, and returns one picture of each hash and shape: a thousand copies are not compared
/// with each other. The pictures are sorted by hash and aspect.
std::vector<std::uint32_t> join_copies(const std::vector<Picture>& pictures, Groups& groups) {
  std::vector<std::uint32_t> first_ones;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    const bool copy = i > 0 && pictures[i].hash == pictures[i - 1].hash &&
                      same_aspect(pictures[i].aspect, pictures[i - 1].aspect);
    if (copy) groups.join(i, i - 1);
    if (!copy || pictures[i].aspect != pictures[i - 1].aspect) {
      first_ones.push_back(static_cast<std::uint32_t>(i));
    }
  }
  return first_ones;
}

void join_similar(const std::vector<Picture>& pictures, std::vector<std::uint32_t> compared,
                  std::uint64_t mask, Groups& groups) {
  const auto masked = [&](std::uint32_t i) { return pictures[i].hash & mask; };
  std::ranges::sort(compared, {}, masked);
  for (std::size_t begin = 0; begin < compared.size(); ++begin) {
    const Picture& a = pictures[compared[begin]];
    for (std::size_t i = begin + 1; i < compared.size(); ++i) {
      const Picture& b = pictures[compared[i]];
      if (((a.hash ^ b.hash) & mask) != 0) break;
      if (std::popcount(a.hash ^ b.hash) <= kMostDifferentBits && same_aspect(a.aspect, b.aspect)) {
        groups.join(compared[begin], compared[i]);
      }
    }
  }
}

}  // namespace

std::vector<std::vector<FileId>> similar_pictures(const Catalogue& catalogue) {
  const Table& table = catalogue.table();
  const std::vector<Picture> pictures = telling_pictures(table);
  Groups groups(pictures.size());
  const std::vector<std::uint32_t> compared = join_copies(pictures, groups);
  for (std::size_t first = 0; first < kParts; ++first) {
    for (std::size_t second = first + 1; second < kParts; ++second) {
      join_similar(pictures, compared, part_mask(first) | part_mask(second), groups);
    }
  }
  std::map<std::size_t, std::vector<IdBytes>> members;
  for (std::size_t i = 0; i < pictures.size(); ++i) {
    members[groups.find(i)].push_back(table.row(pictures[i].number).id);
  }
  std::vector<std::vector<IdBytes>> found;
  for (auto& [root, ids] : members) {
    if (ids.size() < 2) continue;
    std::ranges::sort(ids, std::ranges::greater());
    found.push_back(std::move(ids));
  }
  std::ranges::sort(found, std::ranges::greater(), [](const auto& ids) { return ids.front(); });
  std::vector<std::vector<FileId>> answer;
  for (const auto& ids : found) {
    auto& group = answer.emplace_back();
    for (const IdBytes& id : ids) group.push_back(to_file_id(id));
  }
  return answer;
}

}  // namespace audmg::catalogue
