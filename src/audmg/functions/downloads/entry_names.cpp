// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/functions/downloads/entry_names.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/text.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/lib/utf8proc/normal_form.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

namespace audmg::functions {
namespace {

constexpr std::size_t kMaxNameBytes = 240;
constexpr std::size_t kMaxExtensionBytes = 20;
constexpr std::size_t kMaxNumberBytes = 12;  // " (1000000)"
constexpr std::string_view kForbidden = "<>:\"/\\|?*";

struct Parts {
  std::string base;
  std::string extension;  ///< with its dot, or ""
};

/// Names that stand for devices on Windows, whatever their extensions.
bool is_device(std::string_view base) {
  const std::string name = lower_case(base.substr(0, base.find('.')));
  constexpr std::array<std::string_view, 4> kDevices{"con", "prn", "aux", "nul"};
  if (std::ranges::find(kDevices, name) != kDevices.end()) return true;
  return name.size() == 4 && (name.starts_with("com") || name.starts_with("lpt")) &&
         is_digit(name.back());
}

Parts parts_of(std::string_view name) {
  std::string safe = to_valid_utf8(name, name.size() * 3);
  for (char& c : safe) {
    if (is_control(c) || kForbidden.contains(c)) c = '_';
  }
  // Windows takes neither a blank nor a dot at the end.
  safe = trim_right(safe, " .");
  const std::size_t dot = safe.rfind('.');
  const bool has_extension =
      dot != std::string::npos && dot > 0 && safe.size() - dot <= kMaxExtensionBytes;
  Parts parts{.base = has_extension ? safe.substr(0, dot) : safe,
              .extension = has_extension ? safe.substr(dot) : std::string()};
  const std::size_t room = kMaxNameBytes - kMaxNumberBytes - parts.extension.size();
  parts.base = utf8_prefix(parts.base, room);
  if (parts.base.empty() || is_device(parts.base)) parts.base.insert(0, 1, '_');
  return parts;
}

}  // namespace

std::string EntryNames::add(std::string_view name) {
  const Parts parts = parts_of(name);
  return add_unique(parts.base, parts.extension);
}

std::string EntryNames::add_beside(std::string_view added, std::string_view name) {
  return add_unique(parts_of(added).base, parts_of(name).extension);
}

std::string EntryNames::add_unique(std::string_view base, std::string_view extension) {
  std::string name = std::string(base).append(extension);
  unsigned& number = numbers_[utf8proc::to_folded_name(name)];
  while (!taken_.insert(utf8proc::to_folded_name(name)).second) {
    number = std::max(number, 1U) + 1;
    name = std::string(base).append(" (").append(std::to_string(number)).append(")");
    name.append(extension);
  }
  return name;
}

}  // namespace audmg::functions
