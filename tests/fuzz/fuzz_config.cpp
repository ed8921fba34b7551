// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
// Input: the text of a .env file; each of its lines is also read as every kind of value.
#include "audmg/config/quantity.hpp"
#include "audmg/config/settings.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace {

using namespace audmg::config;

// What is written out means the same when it is read again.
void check_value(std::string_view text) {
  if (const auto bytes = parse_bytes(text)) {
    AUDMG_ASSERT(parse_bytes(format_bytes(*bytes)) == *bytes);
  }
  if (const auto duration = parse_duration(text)) {
    AUDMG_ASSERT(duration->count() >= 0);
    AUDMG_ASSERT(parse_duration(format_duration(*duration)) == *duration);
  }
  if (const auto endpoint = parse_endpoint(text)) {
    const auto again = parse_endpoint(endpoint->text());
    AUDMG_ASSERT(again.has_value() && *again == *endpoint);
  }
  (void)parse_count(text);
  (void)parse_on_off(text);
  (void)is_address_or_network(text);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
  std::string_view text(reinterpret_cast<const char*>(bytes), length);
  SettingSources sources;
  sources.env_file_text = text;
  sources.read_file = [](const std::string& path) -> audmg::Result<std::string> {
    return std::string(path.size() * 8, 's');
  };
  try {
    const Settings settings = load_settings(sources);
    AUDMG_ASSERT(settings.url_lifetime.count() > 0 && settings.max_file_size > 0);
  } catch (const ConfigError& error) {
    AUDMG_ASSERT(std::string_view(error.what()).size() > 10);
  }
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    check_value(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return 0;
}
