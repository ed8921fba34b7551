// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/companion_pairs.hpp"

#include "audmg/core/text.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

namespace audmg::client {
namespace {

// Endings of pictures; companions look for them in this order, sidecars for raw photos first.
constexpr std::array<std::string_view, 10> kRaw = {"dng", "cr2", "cr3", "nef", "arw",
                                                   "raf", "orf", "rw2", "pef", "srw"};
constexpr std::array<std::string_view, 11> kPhoto = {"heic", "heif", "avif", "jpg",  "jpeg", "jxl",
                                                     "png",  "webp", "tif",  "tiff", "gif"};
constexpr std::array<std::string_view, 4> kOther = {"jp2", "j2k", "jpx", "bmp"};

struct SplitName {
  /// With its folder, in small letters, without the last ending.
  std::string base;
  std::string ending;
};

SplitName split(const std::filesystem::path& path) {
  const std::string text = lower_case(path.native());
  const std::size_t dot = text.rfind('.');
  if (dot == std::string::npos || text.find('/', dot) != std::string::npos) return {text, {}};
  return {text.substr(0, dot), text.substr(dot + 1)};
}

bool is_video(std::string_view ending) { return ending == "mov" || ending == "mp4"; }
bool is_sidecar(std::string_view ending) { return ending == "xmp"; }

template <class Endings>
bool has(const Endings& endings, std::string_view ending) {
  return std::ranges::find(endings, ending) != endings.end();
}

bool is_picture(std::string_view ending) {
  return has(kRaw, ending) || has(kPhoto, ending) || has(kOther, ending);
}

/// The paths that a companion's picture may have, the best first.
std::vector<std::string> picture_names(const SplitName& name) {
  std::vector<std::string> names;
  const auto add = [&](const auto& endings) {
    for (const std::string_view ending : endings) {
      names.push_back(name.base + "." + std::string(ending));
    }
  };
  if (is_sidecar(name.ending)) {
    names.push_back(name.base);
    add(kRaw);
    add(kPhoto);
  } else {
    add(kPhoto);
    add(kRaw);
  }
  add(kOther);
  return names;
}

/// Gives each picture its companions.
class Pairing {
 public:
  explicit Pairing(const std::vector<LocalFile>& files) {
    for (std::size_t place = 0; place < files.size(); ++place) {
      names_.push_back(split(files[place].path));
      const SplitName& name = names_.back();
      if (is_picture(name.ending)) pictures_.emplace(name.base + "." + name.ending, place);
    }
    // Those that have the picture's whole name go first.
    for (std::size_t place = 0; place < files.size(); ++place) {
      if (is_sidecar(names_[place].ending) && pictures_.contains(names_[place].base)) pair(place);
    }
    for (std::size_t place = 0; place < files.size(); ++place) {
      if (!picture_of_.contains(place)) pair(place);
    }
  }

  [[nodiscard]] const std::map<std::size_t, std::size_t>& picture_of() const { return picture_of_; }

 private:
  void pair(std::size_t place) {
    const SplitName& name = names_[place];
    if (!is_video(name.ending) && !is_sidecar(name.ending)) return;
    for (const std::string& candidate : picture_names(name)) {
      const auto picture = pictures_.find(candidate);
      if (picture == pictures_.end()) continue;
      if (!taken_.emplace(picture->second, is_video(name.ending)).second) continue;
      picture_of_.emplace(place, picture->second);
      return;
    }
  }

  std::vector<SplitName> names_;
  std::map<std::string, std::size_t> pictures_;
  std::set<std::pair<std::size_t, bool>> taken_;
  std::map<std::size_t, std::size_t> picture_of_;
};

}  // namespace

bool is_companion_name(const std::filesystem::path& path) {
  const std::string ending = split(path).ending;
  return is_video(ending) || is_sidecar(ending);
}

bool is_sidecar_name(const std::filesystem::path& path) { return is_sidecar(split(path).ending); }

std::vector<FileGroup> pair_companions(std::vector<LocalFile> files) {
  const Pairing pairing(files);
  const auto& picture_of = pairing.picture_of();
  std::map<std::size_t, std::vector<LocalFile>> companions;
  for (const auto& [place, picture] : picture_of) companions[picture].push_back(files[place]);
  std::vector<FileGroup> groups;
  for (std::size_t place = 0; place < files.size(); ++place) {
    if (picture_of.contains(place)) continue;
    groups.push_back({std::move(files[place]), std::move(companions[place])});
  }
  return groups;
}

}  // namespace audmg::client
