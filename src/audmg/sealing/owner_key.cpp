// SPDX-License-Identifier: MIT
// Copyright The Audmg Drive contributors
#include "audmg/sealing/owner_key.hpp"

#include "audmg/core/base64.hpp"
#include "audmg/lib/openssl/hkdf.hpp"
#include "audmg/lib/openssl/random.hpp"
#include "audmg/lib/sodium/argon2id_key.hpp"

#include <algorithm>
#include <optional>
#include <span>
#include <vector>

namespace audmg::sealing {
namespace {

constexpr std::string_view kKeyLinePrefix = "audmg-key-1:";
constexpr std::size_t kKeySumBytes = 4;
constexpr std::string_view kKeyFileComment =
    "# The key of an Audmg Drive. Without it nobody can read the drive's files, its owner "
    "neither:\n"
    "# keep a copy in another place, and never beside a backup.\n";
constexpr std::string_view kLockPurpose = "audmg keyring 1";
constexpr std::string_view kBlanks = " \t\r\n";

std::unexpected<Error> not_a_key_file(std::string_view why) {
  return fail(ErrorCode::invalid_argument,
              "this is not a key file that `audmg key create` made: " + std::string(why));
}

std::string_view trim_blanks(std::string_view text) {
  const auto begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

/// Takes the next line off `text`.
std::string_view take_line(std::string_view& text) {
  const auto end = std::min(text.find('\n'), text.size());
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return trim_blanks(line);
}

auto key_sum(std::span<const std::byte> key) {
  std::array<std::byte, kKeySumBytes> sum;
  std::copy_n(openssl::sha256(key).begin(), sum.size(), sum.begin());
  return sum;
}

std::span<const std::byte> bytes_of_text(std::string_view text) {
  return std::as_bytes(std::span(text));
}

}  // namespace

std::string make_key_file() {
  std::array<std::byte, openssl::kAesGcmKeyBytes + kKeySumBytes> bytes;
  const auto key = std::span(bytes).first(openssl::kAesGcmKeyBytes);
  openssl::fill_random(key);
  std::ranges::copy(key_sum(key), bytes.begin() + openssl::kAesGcmKeyBytes);
  std::string text(kKeyFileComment);
  text.append(kKeyLinePrefix);
  append_base64url(text, bytes);
  text.push_back('\n');
  wipe(bytes);
  return text;
}

Result<OwnerKey> OwnerKey::read_key_file(std::string_view text) {
  std::optional<OwnerKey> found;
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (line.empty() || line.starts_with('#')) continue;
    if (!line.starts_with(kKeyLinePrefix)) {
      return not_a_key_file("a line begins neither with # nor with audmg-key-1:");
    }
    if (found) return not_a_key_file("it has two keys");
    line.remove_prefix(kKeyLinePrefix.size());
    auto bytes = from_base64url(line);
    if (!bytes || bytes->size() != openssl::kAesGcmKeyBytes + kKeySumBytes) {
      return not_a_key_file("its key is cut off or mistyped");
    }
    const auto key = std::span(*bytes).first(openssl::kAesGcmKeyBytes);
    const bool is_right =
        std::ranges::equal(key_sum(key), std::span(*bytes).subspan(openssl::kAesGcmKeyBytes));
    if (is_right) {
      found = OwnerKey(Kind::key_file,
                       SecretText({reinterpret_cast<const char*>(key.data()), key.size()}));
    }
    wipe(*bytes);
    if (!is_right) return not_a_key_file("its key is mistyped");
  }
  if (!found) return not_a_key_file("it has no key");
  return *std::move(found);
}

Result<OwnerKey> OwnerKey::of_passphrase(std::string_view text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  if (text.size() < kMinPassphraseBytes) {
    return fail(ErrorCode::invalid_argument, "a passphrase needs at least 12 characters");
  }
  if (text.size() > kMaxPassphraseBytes) {
    return fail(ErrorCode::invalid_argument, "a passphrase has at most 1,024 bytes");
  }
  return OwnerKey(Kind::passphrase, SecretText(text));
}

Result<openssl::AesGcmKey> OwnerKey::derive(const Salt& salt,
                                            const sodium::Argon2idCost& cost) const {
  if (kind_ == Kind::key_file) {
    return openssl::hkdf_sha256(bytes_of_text(secret_.text()), salt, kLockPurpose);
  }
  AUDMG_TRY(auto stretched, sodium::derive_argon2id(secret_.text(), salt, cost));
  const openssl::AesGcmKey key = openssl::hkdf_sha256(stretched, salt, kLockPurpose);
  wipe(stretched);
  return key;
}

}  // namespace audmg::sealing
