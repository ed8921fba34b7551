// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/quantity.hpp"

#include "audmg/core/number.hpp"
#include "audmg/core/text.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <optional>

namespace audmg::config {
namespace {

constexpr std::string_view kSizeHint = "write a size as 10MB, 10MiB or plain bytes";
constexpr std::string_view kRateHint = "write bytes a second as 20MB/s or 20MiB/s";
constexpr std::string_view kPerSecond = "/s";
constexpr std::string_view kDurationHint = "write a time as 90s, 15m, 48h or 30d";

struct Unit {
  std::string_view name;  // lower case
  std::uint64_t factor;
};

// Decimal units are those of disks and of S3's prices; the binary ones carry their own names.
constexpr std::array kSizeUnits{Unit{"tib", 1ULL << 40},
                                Unit{"tb", 1'000'000'000'000ULL},
                                Unit{"gib", 1ULL << 30},
                                Unit{"gb", 1'000'000'000ULL},
                                Unit{"mib", 1ULL << 20},
                                Unit{"mb", 1'000'000ULL},
                                Unit{"kib", 1ULL << 10},
                                Unit{"kb", 1'000ULL},
                                Unit{"b", 1}};

constexpr std::array kTimeUnits{Unit{"d", 86'400}, Unit{"h", 3'600}, Unit{"m", 60}, Unit{"s", 1}};

std::optional<std::uint64_t> times(std::uint64_t a, std::uint64_t b) {
  if (b != 0 && a > std::numeric_limits<std::uint64_t>::max() / b) return std::nullopt;
  return a * b;
}

// `number` is digits with at most one point; the result is exact or nothing.
std::optional<std::uint64_t> scale(std::string_view number, std::uint64_t factor) {
  const std::size_t point = number.find('.');
  const std::string_view fraction =
      point == std::string_view::npos ? std::string_view{} : number.substr(point + 1);
  if (point != std::string_view::npos && (fraction.empty() || fraction.size() > 3)) {
    return std::nullopt;
  }
  const auto whole = parse_whole<std::uint64_t>(number.substr(0, point));
  if (!whole) return std::nullopt;
  const auto product = times(*whole, factor);
  if (!product || fraction.empty()) return product;
  const auto part = parse_whole<std::uint64_t>(fraction);
  if (!part) return std::nullopt;
  std::uint64_t parts_per_one = 1;
  for (std::size_t i = 0; i < fraction.size(); ++i) parts_per_one *= 10;
  const std::uint64_t scaled = *part * factor;  // below 1000 * 2^40
  if (scaled % parts_per_one != 0) return std::nullopt;
  const std::uint64_t rest = scaled / parts_per_one;
  if (*product > std::numeric_limits<std::uint64_t>::max() - rest) return std::nullopt;
  return *product + rest;
}

}  // namespace

Result<std::uint64_t> parse_bytes(std::string_view text) {
  const std::size_t split = std::min(text.find_first_not_of("0123456789."), text.size());
  const std::string_view number = text.substr(0, split);
  const std::string unit = lower_case(text.substr(split));
  std::optional<std::uint64_t> bytes;
  if (unit.empty()) {
    bytes = scale(number, 1);
  } else {
    for (const Unit& known : kSizeUnits) {
      if (known.name == unit) bytes = scale(number, known.factor);
    }
  }
  if (!bytes) return fail(ErrorCode::invalid_argument, std::string(kSizeHint));
  return *bytes;
}

Result<std::uint64_t> parse_rate(std::string_view text) {
  if (text.ends_with(kPerSecond)) text.remove_suffix(kPerSecond.size());
  auto bytes = parse_bytes(text);
  if (!bytes) return fail(ErrorCode::invalid_argument, std::string(kRateHint));
  return bytes;
}

Result<std::chrono::seconds> parse_duration(std::string_view text) {
  if (text == "0") return std::chrono::seconds{0};
  for (const Unit& unit : kTimeUnits) {
    if (!text.ends_with(unit.name)) continue;
    const auto number = parse_whole<std::uint64_t>(text.substr(0, text.size() - unit.name.size()));
    const auto seconds = number ? times(*number, unit.factor) : std::nullopt;
    if (!seconds || *seconds > static_cast<std::uint64_t>(std::chrono::seconds::max().count())) {
      break;
    }
    return std::chrono::seconds{static_cast<std::chrono::seconds::rep>(*seconds)};
  }
  return fail(ErrorCode::invalid_argument, std::string(kDurationHint));
}

Result<std::uint64_t> parse_count(std::string_view text) {
  if (lower_case(text) == "auto") return 0;
  const auto number = parse_whole<std::uint64_t>(text);
  if (!number) return fail(ErrorCode::invalid_argument, "write a whole number");
  return *number;
}

Result<bool> parse_on_off(std::string_view text) {
  const std::string word = lower_case(text);
  if (word == "on" || word == "true" || word == "yes" || word == "1") return true;
  if (word == "off" || word == "false" || word == "no" || word == "0") return false;
  return fail(ErrorCode::invalid_argument, "write on or off");
}

std::string format_bytes(std::uint64_t bytes) {
  constexpr std::array<std::string_view, kSizeUnits.size()> kNames{"TiB", "TB",  "GiB", "GB", "MiB",
                                                                   "MB",  "KiB", "kB",  ""};
  for (std::size_t i = 0; i < kSizeUnits.size(); ++i) {
    if (bytes != 0 && bytes % kSizeUnits[i].factor == 0) {
      return std::to_string(bytes / kSizeUnits[i].factor).append(kNames[i]);
    }
  }
  return std::to_string(bytes);
}

std::string format_rate(std::uint64_t bytes_per_second) {
  return format_bytes(bytes_per_second).append(kPerSecond);
}

std::string format_duration(std::chrono::seconds duration) {
  const auto seconds = static_cast<std::uint64_t>(std::max<std::int64_t>(duration.count(), 0));
  for (const Unit& unit : kTimeUnits) {
    if (seconds != 0 && seconds % unit.factor == 0) {
      return std::to_string(seconds / unit.factor).append(unit.name);
    }
  }
  return "0s";
}

}  // namespace audmg::config
