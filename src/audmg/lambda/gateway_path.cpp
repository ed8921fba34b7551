// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/lambda/gateway_path.hpp"

#include <algorithm>
#include <cstddef>

namespace audmg::lambda {
namespace {

constexpr std::string_view kRoot = "/";

std::string_view without_last_slash(std::string_view path) noexcept {
  if (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

/// Returns two for "/a/b", and none for "/" and "".
std::size_t count_segments(std::string_view path) noexcept {
  if (path.empty() || path == kRoot) return 0;
  return static_cast<std::size_t>(std::ranges::count(path, '/')) + (path.starts_with('/') ? 0 : 1);
}

std::string_view last_segments(std::string_view path, std::size_t count) noexcept {
  if (count == 0) return kRoot;
  std::size_t at = path.size();
  while (count > 0 && at > 0) {
    at = path.rfind('/', at - 1);
    if (at == std::string_view::npos) return path;
    --count;
  }
  return path.substr(at);
}

std::string_view without_stage(std::string_view path, std::string_view stage) noexcept {
  if (stage.empty() || !path.starts_with('/')) return path;
  const std::string_view rest = path.substr(1);
  if (!rest.starts_with(stage)) return path;
  if (rest.size() == stage.size()) return kRoot;
  return rest[stage.size()] == '/' ? rest.substr(stage.size()) : path;
}

}  // namespace

std::string_view strip_gateway_prefix(std::string_view path, std::string_view resource,
                                      std::string_view proxy, std::string_view stage) noexcept {
  path = without_last_slash(path);
  if (!resource.starts_with('/')) return without_stage(path, stage);
  resource = without_last_slash(resource);
  std::size_t segments = count_segments(resource);
  if (resource.ends_with("+}") && segments > 0) {
    segments += count_segments(without_last_slash(proxy)) - 1;
  }
  return last_segments(path, segments);
}

}  // namespace audmg::lambda
