// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/secrets.hpp"

#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/lib/openssl/random.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <cerrno>
#include <system_error>

namespace audmg::app {
namespace {

using config::ConfigError;

void require_owner_only(const std::filesystem::path& path) {
  struct stat status{};
  if (::lstat(path.c_str(), &status) != 0) return;  // read_small_file() says what is wrong
  if ((status.st_mode & (S_IRWXG | S_IRWXO)) == 0) return;
  throw ConfigError(fmt::format(
      "{0} may be read by other users of this machine (mode {1:04o}). If nobody has read it: chmod "
      "600 {0}. Otherwise remove it; a new one is generated and everybody has to log in again.",
      path.string(), status.st_mode & 07777U));
}

void require_length(std::string_view secret, std::string_view setting) {
  if (secret.size() >= kMinSecretBytes) return;
  throw ConfigError(fmt::format(
      "{}: a secret needs at least {} bytes, this one has {}. `openssl rand -base64 32` "
      "makes a good one.",
      setting, kMinSecretBytes, secret.size()));
}

std::string read_secret(const std::filesystem::path& path) {
  auto text = config::read_small_file(path.string());
  if (!text) throw ConfigError(text.error().message);
  while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
  return std::move(*text);
}

std::string stored_secret(const std::filesystem::path& path, std::string_view setting) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    const auto created = create_owner_only_file(path, openssl::random_text(kMinSecretBytes) + "\n");
    if (!created && created.error().code != ErrorCode::already_exists) {
      throw ConfigError(
          fmt::format("{}: no secret is set and none can be kept in the data folder: {}", setting,
                      created.error().message));
    }
  }
  require_owner_only(path);
  std::string secret = read_secret(path);
  require_length(secret, path.string());
  return secret;
}

}  // namespace

DriveSecrets where_secrets_are(const config::Settings& settings, const DataLayout& layout) {
  DriveSecrets secrets;
  const auto add = [&](const std::string& set, std::string_view setting, std::string_view file) {
    if (set.empty()) {
      secrets.files.push_back(layout.secrets() / file);
    } else {
      secrets.elsewhere.emplace_back(setting);
    }
  };
  add(settings.jwt_secret, "JWT_SECRET", kJwtSecretFile);
  add(settings.url_secret, "AUDMG_URL_SECRET", kUrlSecretFile);
  return secrets;
}

Secrets load_secrets(const config::Settings& settings, const DataLayout& layout) {
  const std::filesystem::path folder = layout.secrets();
  const bool stored = settings.jwt_secret.empty() || settings.url_secret.empty();
  if (stored && ::mkdir(folder.c_str(), kOwnerOnlyFolder) != 0 && errno != EEXIST) {
    throw ConfigError(
        fail_errno("AUDMG_DATA_DIR: cannot create " + folder.string(), errno).error().message);
  }
  const auto choose = [&](const std::string& set, std::string_view setting, std::string_view file) {
    if (set.empty()) return stored_secret(folder / file, setting);
    require_length(set, setting);
    return set;
  };
  return {.jwt = choose(settings.jwt_secret, "JWT_SECRET", kJwtSecretFile),
          .url = choose(settings.url_secret, "AUDMG_URL_SECRET", kUrlSecretFile)};
}

}  // namespace audmg::app
