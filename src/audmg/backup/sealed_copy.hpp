// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#pragma once

#include "audmg/backup/copy_bytes.hpp"
#include "audmg/core/result.hpp"
#include "audmg/sealing/keyring.hpp"
#include "audmg/sealing/sealed_reader.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>

namespace audmg::backup {

/// Returns the size of the plaintext in an open file of a snapshot that has `stored_bytes`, which
/// needs no key; nothing when the file is a plain object. Errors: as fail_errno().
[[nodiscard]] Result<std::optional<std::uint64_t>> sealed_plain_bytes(int file,
                                                                      std::uint64_t stored_bytes);

/// Returns a reader of the plaintext; null when the file is a plain object. `name` is the
/// object's key, and the descriptor must outlive the reader. Errors: conflict (sealed, and
/// `keyring` is null), corrupt, as fail_errno().
[[nodiscard]] Result<std::unique_ptr<sealing::SealedReader>> open_sealed_copy(
    int file, std::uint64_t stored_bytes, const sealing::Keyring* keyring, std::string_view name);

/// Returns size and digest of the object's plaintext, be the file sealed or plain. Errors: as
/// open_sealed_copy(), and those of reading.
[[nodiscard]] Result<FileDigest> digest_of_copy(int file, std::uint64_t stored_bytes,
                                                const sealing::Keyring* keyring,
                                                std::string_view name);

}  // namespace audmg::backup
