// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/client/local_names.hpp"

#include "audmg/core/ascii.hpp"
#include "audmg/core/utf8.hpp"
#include "audmg/library/local_date.hpp"

#include <fmt/format.h>

#include <chrono>
#include <cstddef>

namespace audmg::client {
namespace {

/// Leaves room for the endings of `.part` files and sidecars within the 255 of file systems.
constexpr std::size_t kMaxLocalNameBytes = 200;
/// The part after a later dot counts as an ending only if it is short.
constexpr std::size_t kMaxEndingBytes = 12;

std::size_t ending_at(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0 || name.size() - dot > kMaxEndingBytes) {
    return name.size();
  }
  return dot;
}

}  // namespace

std::string local_name(std::string_view name) {
  std::string safe = to_valid_utf8(name, name.size() * 3);
  for (char& c : safe) {
    if (c == '/' || is_control(c)) c = '_';
  }
  if (safe.empty() || safe.front() == '.') safe.insert(0, "_");
  if (safe.size() <= kMaxLocalNameBytes) return safe;
  const std::string ending = safe.substr(ending_at(safe));
  return std::string(utf8_prefix(safe, kMaxLocalNameBytes - ending.size())) + ending;
}

std::string name_with(std::string_view name, std::string_view addition) {
  const std::size_t ending = ending_at(name);
  return fmt::format("{}{}{}", name.substr(0, ending), addition, name.substr(ending));
}

std::string_view name_without_ending(std::string_view name) {
  return name.substr(0, ending_at(name));
}

std::string folder_of_date(std::string_view date) {
  const auto local = library::parse_local_date(date);
  if (!local) return "undated";
  const std::chrono::year_month_day day(std::chrono::floor<std::chrono::days>(local->clock));
  return fmt::format("{:04}/{:02}", static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()));
}

}  // namespace audmg::client
