// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/secrets.hpp"

#include "audmg/app/data_folder/durable_file.hpp"
#include "audmg/app/data_folder/keyring_files.hpp"
#include "audmg/lib/openssl/random.hpp"
#include "audmg/sealing/sealed_header.hpp"
#include "audmg/sealing/sealed_text.hpp"

#include <fmt/format.h>

#include <sys/stat.h>

#include <cerrno>
#include <span>
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

/// What a sealed secret is bound to.
std::string name_of(const std::filesystem::path& path) {
  return "secrets/" + path.filename().string();
}

std::string read_secret(const std::filesystem::path& path, const sealing::Keyring* keyring) {
  auto text = config::read_small_file(path.string());
  if (!text) throw ConfigError(text.error().message);
  const bool is_sealed = sealing::looks_sealed(std::as_bytes(std::span(*text)));
  if (is_sealed) {
    if (keyring == nullptr) throw ConfigError(path.string() + " is encrypted; its key is not set.");
    text = sealing::open_text(*keyring, name_of(path), *text);
    if (!text) throw ConfigError(path.string() + ": " + text.error().message + ".");
  }
  while (text->ends_with('\n') || text->ends_with('\r')) text->pop_back();
  if (!is_sealed && keyring != nullptr) {
    const auto replaced =
        replace_owner_only_file(path, sealing::seal_text(*keyring, name_of(path), *text + "\n"));
    if (!replaced) throw ConfigError(path.string() + ": " + replaced.error().message + ".");
  }
  return std::move(*text);
}

std::string stored_secret(const std::filesystem::path& path, std::string_view setting,
                          const sealing::Keyring* keyring) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) {
    std::string content = openssl::random_text(kMinSecretBytes) + "\n";
    if (keyring != nullptr) content = sealing::seal_text(*keyring, name_of(path), content);
    const auto created = create_owner_only_file(path, content);
    if (!created && created.error().code != ErrorCode::already_exists) {
      throw ConfigError(
          fmt::format("{}: no secret is set and none can be kept in the data folder: {}", setting,
                      created.error().message));
    }
  }
  require_owner_only(path);
  std::string secret = read_secret(path, keyring);
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
  std::error_code error;
  const std::filesystem::path keyring = keyring_beside_secrets(layout);
  // One that cannot be looked at is there: a backup without it would be worth nothing.
  if (std::filesystem::exists(keyring, error) || error) secrets.files.push_back(keyring);
  return secrets;
}

Secrets load_secrets(const config::Settings& settings, const DataLayout& layout,
                     const sealing::Keyring* keyring) {
  const std::filesystem::path folder = layout.secrets();
  const bool stored = settings.jwt_secret.empty() || settings.url_secret.empty();
  if (stored && ::mkdir(folder.c_str(), kOwnerOnlyFolder) != 0 && errno != EEXIST) {
    throw ConfigError(
        fail_errno("AUDMG_DATA_DIR: cannot create " + folder.string(), errno).error().message);
  }
  const auto choose = [&](const std::string& set, std::string_view setting, std::string_view file) {
    if (set.empty()) return stored_secret(folder / file, setting, keyring);
    require_length(set, setting);
    return set;
  };
  return {.jwt = choose(settings.jwt_secret, "JWT_SECRET", kJwtSecretFile),
          .url = choose(settings.url_secret, "AUDMG_URL_SECRET", kUrlSecretFile)};
}

}  // namespace audmg::app
