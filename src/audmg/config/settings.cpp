// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/config/settings.hpp"

#include "audmg/config/nearest_name.hpp"
#include "audmg/config/quantity.hpp"
#include "audmg/config/setting_rules.hpp"
#include "audmg/config/setting_table.hpp"
#include "audmg/config/web_address.hpp"
#include "audmg/core/text.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <optional>

namespace audmg::config {
namespace {

constexpr std::size_t kMaxSmallFileBytes = 65'536;

// A value as one source wrote it.
struct Found {
  std::string value;
  Source source = Source::built_in;
  std::string origin;
};

[[noreturn]] void refuse(const SettingDescriptor& setting, const Found& found,
                         const std::string& advice) {
  const std::string where = std::string(to_string(found.source)) + " " + found.origin;
  const std::string value = setting.secret ? "is not usable" : "is " + quote(found.value);
  throw ConfigError(std::string(setting.name) + " " + value + " (" + where + "): " + advice + ".");
}

std::string read_secret(const SettingSources& sources, const SettingDescriptor& setting,
                        const Found& path) {
  auto content = sources.read_file ? sources.read_file(path.value) : read_small_file(path.value);
  if (!content) {
    throw ConfigError(path.origin + " is " + quote(path.value) + ": " + content.error().message +
                      "; name a readable file that holds the secret.");
  }
  while (content->ends_with('\n') || content->ends_with('\r')) content->pop_back();
  if (content->empty()) refuse(setting, path, "the file " + quote(path.value) + " is empty");
  return std::move(*content);
}

// The value of one source, or nothing. A secret may stand there itself or as NAME_FILE, not both.
std::optional<Found> find_in(const Variables& variables, Source source,
                             const SettingSources& sources, const SettingDescriptor& setting) {
  const auto look_up = [&](const std::string& name) -> std::optional<Found> {
    const auto it = variables.find(name);
    if (it == variables.end()) return std::nullopt;
    const std::string origin = source == Source::flag ? std::string(setting.flag) : name;
    if (it->second.empty() && source != Source::flag) return std::nullopt;
    return Found{it->second, source, origin};
  };
  const std::string name(setting.name);
  auto found = look_up(name);
  if (!setting.secret) return found;
  const auto file = look_up(name + "_FILE");
  if (!file) return found;
  if (found) {
    throw ConfigError(name + " and " + name + "_FILE are both set (" +
                      std::string(to_string(source)) + "): remove one of them.");
  }
  return Found{read_secret(sources, setting, *file), source, file->origin};
}

template <class Number>
Number in_bounds(const SettingDescriptor& setting, const Found& found, Number number,
                 std::string (*format)(std::uint64_t)) {
  const auto value = static_cast<std::uint64_t>(number);
  if (value < setting.min) refuse(setting, found, "the least is " + format(setting.min));
  if (value > setting.max) refuse(setting, found, "the most is " + format(setting.max));
  return number;
}

template <class Value>
Value value_of(const SettingDescriptor& setting, const Found& found, Result<Value> parsed) {
  if (!parsed) refuse(setting, found, parsed.error().message);
  return std::move(*parsed);
}

std::vector<std::string> read_list(std::string_view text) {
  std::vector<std::string> items;
  while (!text.empty()) {
    const std::string_view item = trim(take_until(text, ','), " ");
    if (!item.empty()) items.emplace_back(item);
  }
  return items;
}

std::string read_choice(const SettingDescriptor& setting, const Found& found) {
  std::string advice = "write one of ";
  for (std::string_view rest = setting.choices; !rest.empty();) {
    const std::string_view choice = take_until(rest, '|');
    if (choice == found.value) return found.value;
    advice.append(choice);
    if (!rest.empty()) advice += ", ";
  }
  refuse(setting, found, advice);
}

std::string read_text(const SettingDescriptor& setting, const Found& found) {
  if (found.value.find('\0') != std::string::npos) refuse(setting, found, "it has a zero byte");
  if (!found.value.empty() && found.value.size() < setting.min) {
    refuse(setting, found,
           "it needs at least " + std::to_string(setting.min) +
               " characters, for example the output of `openssl rand -hex 32`");
  }
  if (found.value.empty() && found.source == Source::flag) refuse(setting, found, "it is empty");
  return found.value;
}

// Fills the member of `settings` that has the type of the setting.
struct Fill {
  Settings& settings;
  const SettingDescriptor& setting;
  const Found& found;

  void operator()(std::string Settings::* field) const {
    settings.*field = setting.type == SettingType::choice ? read_choice(setting, found)
                                                          : read_text(setting, found);
  }
  void operator()(std::uint64_t Settings::* field) const {
    const bool is_rate = setting.type == SettingType::rate;
    auto parsed = is_rate ? parse_rate(found.value) : parse_bytes(found.value);
    settings.*field = in_bounds(setting, found, value_of(setting, found, std::move(parsed)),
                                is_rate ? format_rate : format_bytes);
  }
  void operator()(std::chrono::seconds Settings::* field) const {
    const auto duration = value_of(setting, found, parse_duration(found.value));
    in_bounds(setting, found, duration.count(), [](std::uint64_t seconds) {
      return format_duration(std::chrono::seconds{static_cast<std::int64_t>(seconds)});
    });
    settings.*field = duration;
  }
  void operator()(unsigned Settings::* field) const {
    const auto number = value_of(setting, found, parse_count(found.value));
    settings.*field = static_cast<unsigned>(in_bounds(
        setting, found, number, [](std::uint64_t bound) { return std::to_string(bound); }));
  }
  void operator()(bool Settings::* field) const {
    settings.*field = value_of(setting, found, parse_on_off(found.value));
  }
  void operator()(Endpoint Settings::* field) const {
    const bool is_off = found.value.empty() && setting.default_text.empty();
    if (is_off) return;
    settings.*field = value_of(setting, found, parse_endpoint(found.value));
  }
  void operator()(std::vector<std::string> Settings::* field) const {
    settings.*field = read_list(found.value);
  }
};

void warn_of_unknown(const Variables& variables, Source source, Settings& settings) {
  std::vector<std::string> known;
  for (const SettingDescriptor& setting : setting_table()) {
    known.emplace_back(setting.name);
    if (setting.secret) known.push_back(setting.flag_key());
  }
  const std::vector<std::string_view> names(known.begin(), known.end());
  for (const auto& [name, value] : variables) {
    if (!name.starts_with("AUDMG_") || std::ranges::find(names, name) != names.end()) continue;
    const std::string_view nearest = nearest_name(name, names);
    settings.warnings.push_back(
        "No setting is called " + quote(name) + " (" + std::string(to_string(source)) + ")" +
        (nearest.empty() ? "." : "; did you mean " + std::string(nearest) + "?"));
  }
}

Result<std::string> read_small(std::FILE* file) {
  std::string content(kMaxSmallFileBytes + 1, '\0');
  content.resize(std::fread(content.data(), 1, content.size(), file));
  if (std::ferror(file) != 0) {
    return fail(ErrorCode::invalid_argument, "the file cannot be read");
  }
  if (content.size() > kMaxSmallFileBytes) {
    return fail(ErrorCode::too_large, "the file has more than 64 KiB");
  }
  return content;
}

}  // namespace

Settings load_settings(const SettingSources& sources) {
  auto env_file = parse_dotenv(sources.env_file_text);
  if (!env_file) throw ConfigError("The .env file, " + env_file.error().message + ".");
  Settings settings;
  const std::array<std::pair<Source, const Variables*>, 3> layers{
      {{Source::flag, &sources.flags},
       {Source::environment, &sources.environment},
       {Source::env_file, &*env_file}}};
  for (const SettingDescriptor& setting : setting_table()) {
    Found found{std::string(setting.default_text), Source::built_in, {}};
    for (const auto& [source, variables] : layers) {
      if (auto value = find_in(*variables, source, sources, setting)) {
        found = std::move(*value);
        break;
      }
    }
    std::visit(Fill{settings, setting, found}, setting.field);
    const bool hidden = setting.secret && !found.value.empty();
    settings.effective.push_back(
        {setting.name, hidden ? "(set)" : found.value, found.source, found.origin});
  }
  check_together(settings);
  warn_of_unknown(sources.environment, Source::environment, settings);
  warn_of_unknown(*env_file, Source::env_file, settings);
  return settings;
}

std::string default_public_url(const Endpoint& bound, bool tls) {
  Endpoint shown = bound;
  for (const std::string_view here : {"127.0.0.1", "::1", "0.0.0.0", "::"}) {
    if (bound.address == here) shown.address = "localhost";
  }
  const std::string url = (tls ? "https://" : "http://") + shown.text();
  const auto address = parse_web_address(url);
  return address ? address->origin : url;
}

Result<std::string> read_small_file(const std::string& path) {
  const auto close = [](std::FILE* file) { std::fclose(file); };
  const std::unique_ptr<std::FILE, decltype(close)> file(std::fopen(path.c_str(), "rbe"), close);
  if (!file) return fail(ErrorCode::not_found, "the file cannot be opened");
  return read_small(file.get());
}

Result<std::string> read_small_input() { return read_small(stdin); }

std::string_view to_string(Source source) noexcept {
  switch (source) {
    case Source::built_in:
      return "default";
    case Source::env_file:
      return ".env file";
    case Source::environment:
      return "environment";
    case Source::flag:
      return "flag";
  }
  return "default";
}

}  // namespace audmg::config
