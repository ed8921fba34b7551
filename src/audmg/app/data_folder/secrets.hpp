// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/app/data_folder/data_folder.hpp"
#include "audmg/config/settings.hpp"
#include "audmg/sealing/keyring.hpp"

#include <array>
#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace audmg::app {

/// RFC 7518 section 3.2: a key for HS256 has at least the size of the hash.
inline constexpr std::size_t kMinSecretBytes = 32;

/// Keys of this deployment. Anybody who has them can act as any user.
struct Secrets {
  std::string jwt;
  std::string url;
};

/// The files under DataLayout::secrets() that hold the secrets which no setting gave.
inline constexpr std::string_view kJwtSecretFile = "jwt_secret";
inline constexpr std::string_view kUrlSecretFile = "url_secret";

/// The places of this drive's secrets, for a backup.
struct DriveSecrets {
  /// Files that the drive generated.
  std::vector<std::filesystem::path> files;
  /// Names of the settings that hold the others.
  std::vector<std::string> elsewhere;
};
[[nodiscard]] DriveSecrets where_secrets_are(const config::Settings& settings,
                                             const DataLayout& layout);

/// Takes the secrets from the settings, else from the data folder, where they are generated once
/// (mode 0600, durable). Throws ConfigError naming the setting or the file when a secret is too
/// short, cannot be read or stored, or when other users of the machine may read its file. With a
/// keyring, the files are sealed; those from before are sealed in their place.
[[nodiscard]] Secrets load_secrets(const config::Settings& settings, const DataLayout& layout,
                                   const sealing::Keyring* keyring = nullptr);

}  // namespace audmg::app
