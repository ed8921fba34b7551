// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/app/data_folder/drive_key.hpp"

#include "audmg/app/data_folder/keyring_files.hpp"
#include "audmg/app/data_folder/secrets.hpp"
#include "audmg/config/config_error.hpp"
#include "audmg/core/descriptor.hpp"
#include "audmg/core/errno_error.hpp"
#include "audmg/sealing/sealed_header.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <span>
#include <string>
#include <system_error>
#include <utility>

namespace audmg::app {
namespace {

using config::ConfigError;
using KeyringPointer = std::shared_ptr<const sealing::Keyring>;

/// The first object of every drive (docs/formats/object-store.md).
constexpr std::string_view kFirstObject = "objects/drive.json";

constexpr std::string_view kKeySetting = "AUDMG_ENCRYPTION_KEY_FILE";

sealing::OwnerKey require_key(Result<sealing::OwnerKey> key, std::string_view setting) {
  if (!key) throw ConfigError(std::string(setting) + ": " + key.error().message + ".");
  return *std::move(key);
}

/// Errors: as fail_errno(); what cannot be looked at may be sealed.
Result<bool> begins_sealed(const std::filesystem::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.is_open() && errno == ENOENT) return false;
  if (!file.is_open()) return fail_errno("cannot open " + path.string(), errno);
  sealing::SealedHeaderText begin{};
  const ssize_t count = ::pread(file.get(), begin.data(), begin.size(), 0);
  if (count < 0) return fail_errno("cannot read " + path.string(), errno);
  return sealing::looks_sealed(std::span(begin).first(static_cast<std::size_t>(count)));
}

/// Returns whether this drive once had a keyring.
Result<bool> has_sealed_files(const DataLayout& layout) {
  for (const auto& path : {layout.objects() / kFirstObject, layout.secrets() / kJwtSecretFile,
                           layout.secrets() / kUrlSecretFile}) {
    AUDMG_TRY(const bool is_sealed, begins_sealed(path));
    if (is_sealed) return true;
  }
  return false;
}

/// Opens the keyring and writes nothing; null when there is neither a keyring nor a key.
Result<KeyringPointer> open_existing(const std::optional<sealing::OwnerKey>& owner,
                                     const DataLayout& layout) {
  AUDMG_TRY(const auto head, find_drive_keyring(layout));
  if (!head) return nullptr;
  if (!owner) {
    throw ConfigError(std::string(kKeySetting) +
                      " is not set, and this drive is encrypted: name the file with its key. "
                      "Nothing was changed.");
  }
  auto keyring = open_keyring(layout, *owner);
  if (!keyring && keyring.error().code == ErrorCode::conflict) {
    throw ConfigError((owner->kind() == sealing::OwnerKey::Kind::key_file
                           ? std::string(kKeySetting)
                           : std::string("AUDMG_ENCRYPTION_PASSPHRASE")) +
                      ": " + keyring.error().message + ". Nothing was changed.");
  }
  if (!keyring) return std::unexpected(std::move(keyring).error());
  return std::make_shared<const sealing::Keyring>(*std::move(keyring));
}

}  // namespace

std::optional<sealing::OwnerKey> find_owner_key(const config::Settings& settings) {
  if (!settings.encryption_passphrase.empty()) {
    return require_key(sealing::OwnerKey::of_passphrase(settings.encryption_passphrase),
                       "AUDMG_ENCRYPTION_PASSPHRASE");
  }
  if (!settings.encryption_key.empty()) {
    return require_key(sealing::OwnerKey::read_key_file(settings.encryption_key), kKeySetting);
  }
  const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr) return std::nullopt;
  const std::filesystem::path file = std::filesystem::path(folder) / kKeyCredential;
  std::error_code error;
  // A key that cannot be looked at is not a key that nobody gave.
  if (!std::filesystem::exists(file, error) && !error) return std::nullopt;
  const auto text = config::read_small_file(file.string());
  if (!text) throw ConfigError(file.string() + ": " + text.error().message + ".");
  return require_key(sealing::OwnerKey::read_key_file(*text), file.string());
}

Result<std::optional<sealing::KeyringHead>> find_drive_keyring(const DataLayout& layout) {
  AUDMG_TRY(auto head, find_keyring(layout));
  if (head) return head;
  AUDMG_TRY(const bool has_sealed, has_sealed_files(layout));
  if (has_sealed) {
    return fail(ErrorCode::conflict,
                "the files of this drive are encrypted, and its keyring is gone: put back " +
                    keyring_beside_secrets(layout).string() + " from a backup");
  }
  return head;
}

Result<KeyringPointer> read_drive_keyring(const config::Settings& settings,
                                          const DataLayout& layout) {
  return open_existing(find_owner_key(settings), layout);
}

Result<KeyringPointer> open_drive_keyring(const config::Settings& settings,
                                          const DataLayout& layout) {
  const auto owner = find_owner_key(settings);
  AUDMG_TRY(KeyringPointer keyring, open_existing(owner, layout));
  if (keyring != nullptr) {
    AUDMG_CHECK(mend_keyring(layout));
    return keyring;
  }
  if (!owner) return nullptr;
  keyring = std::make_shared<const sealing::Keyring>(sealing::Keyring::make());
  AUDMG_CHECK(write_keyring(layout, *keyring, *owner));
  return keyring;
}

}  // namespace audmg::app
